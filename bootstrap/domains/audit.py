"""The use cases of the audit."""

import attrs

from application.audit.export_audit import ExportAudit
from application.audit.issue_checkpoint import IssueCheckpoint
from application.audit.list_activity import ListActivity
from application.audit.list_entries import ListEntries
from application.audit.run_verification import RunVerification
from application.audit.seal_entries import SealEntries
from application.audit.services.compare_checkpoints import CompareCheckpoints
from application.audit.services.verify_seals import VerifySeals
from application.audit.verify_audit import VerifyAudit
from application.listing import RecentTotals
from bootstrap.ports import Ports
from domain.audit.verification import Verification


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Audit:
    """The use cases of staff, operators and the service itself."""

    list_entries: ListEntries
    list_activity: ListActivity
    verify: VerifyAudit
    issue_checkpoint: IssueCheckpoint
    export: ExportAudit

    seal_entries: SealEntries
    run_verification: RunVerification


def audit(ports: Ports) -> Audit:
    """Assembles the use cases of the audit."""
    read, clock, ids, seal_mac = ports.read, ports.clock, ports.ids, ports.seal_mac
    verify = VerifySeals(read, clock, Verification(ports.audit_mac.verify, seal_mac.verify))
    return Audit(
        list_entries=ListEntries(read, RecentTotals(clock)),
        list_activity=ListActivity(read, RecentTotals(clock)),
        verify=VerifyAudit(CompareCheckpoints(read, seal_mac), verify),
        issue_checkpoint=IssueCheckpoint(read, clock, seal_mac),
        export=ExportAudit(read),
        seal_entries=SealEntries(ports.begin, read, clock, ids, seal_mac),
        run_verification=RunVerification(read, verify, ports.enqueue, clock, ids),
    )
