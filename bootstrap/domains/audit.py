"""The use cases of the audit."""

import attrs

from application.audit.compare_checkpoints import CompareCheckpoints
from application.audit.export_audit import ExportAudit
from application.audit.issue_checkpoint import IssueCheckpoint
from application.audit.list_activity import ListActivity
from application.audit.list_entries import ListEntries
from application.audit.seal_entries import SealEntries
from application.audit.verify_audit import VerifyAudit
from application.listing import RecentTotals
from bootstrap.ports import Ports
from domain.audit.verification import Verification


@attrs.frozen(kw_only=True)
class Audit:
    """The use cases of staff, operators and the service itself."""

    list_entries: ListEntries
    list_activity: ListActivity
    seal_entries: SealEntries
    verify: VerifyAudit
    issue_checkpoint: IssueCheckpoint
    compare_checkpoints: CompareCheckpoints
    export: ExportAudit


def audit(ports: Ports) -> Audit:
    """Assembles the use cases of the audit."""
    read, clock, seal_mac = ports.read, ports.clock, ports.seal_mac
    return Audit(
        list_entries=ListEntries(read, RecentTotals(clock)),
        list_activity=ListActivity(read, RecentTotals(clock)),
        seal_entries=SealEntries(ports.begin, read, clock, ports.ids, seal_mac),
        verify=VerifyAudit(read, clock, Verification(ports.audit_mac.verify, seal_mac.verify)),
        issue_checkpoint=IssueCheckpoint(read, clock, seal_mac),
        compare_checkpoints=CompareCheckpoints(read, seal_mac),
        export=ExportAudit(read),
    )
