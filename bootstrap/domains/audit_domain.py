"""The audit as a domain."""

from collections.abc import Sequence
from typing import Any

from application.audit.measure_audit import MeasureAudit
from application.audit.run_verification import EVERY, VerifyAuditJob
from application.audit.services.audit_data import AUDIT
from application.audit.services.audit_retention import audit_retentions
from application.audit.services.new_entry import NewEntry
from application.audit.services.write_entries import WriteEntries
from application.jobs.schedule import Periodic
from application.jobs.services.retention import Retention
from application.personal_data import PersonalData
from application.ports.subscriber import Subscriber
from bootstrap.domains.audit import audit
from bootstrap.domains.command_group import CommandGroup
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.audit import AuditSettings
from bootstrap.settings.settings import Settings
from entrypoints.cli.doctor.context import StoredData
from entrypoints.cli.doctor.finding import Check
from entrypoints.http.admin.audit import AuditHandler, audit_routes
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.customer.activity import ActivityHandler, activity_routes
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.export.audit import ACTIVITY
from entrypoints.worker.seal_loop import SealLoop


def _personal_data(_ports: Ports) -> Sequence[PersonalData]:
    return [AUDIT]


def _subscribers(ports: Ports, _settings: Settings) -> Sequence[Subscriber]:
    return [WriteEntries(NewEntry(ports.ids, ports.random, ports.audit_mac))]


def _retention(ports: Ports, settings: Settings) -> Sequence[Retention]:
    return list(audit_retentions(ports.begin, ports.clock, ports.seal_mac, settings.of(AuditSettings).kept))


def _commands() -> Sequence[CommandGroup[Any]]:
    """The modules of commands are imported here, so that a process that serves loads neither them nor their parser."""
    from entrypoints.cli.audit.command import add_audit
    from entrypoints.cli.audit.service import AuditService

    def audit_service(core: Core) -> AuditService:
        use_cases = audit(core.ports)
        return AuditService(
            use_cases.list_entries, use_cases.verify, use_cases.issue_checkpoint, use_cases.export, core.schema_context
        )

    return [CommandGroup(add_audit, audit_service)]


def _checks(_settings: Settings, stored: StoredData | None) -> Sequence[Check]:
    """The module of the check is imported here, so that only ``cortex doctor`` loads it."""
    from entrypoints.cli.doctor.checks.audit import AuditCheck

    if stored is None:
        return ()
    return [AuditCheck(stored.revisions, MeasureAudit(stored.read, stored.clock), stored.clock)]


def _parts(core: Core) -> Parts:
    use_cases, cursors = audit(core.ports), Cursors(core.ports.keys.cursor)
    return Parts(
        endpoints={
            ADMIN: audit_routes(AuditHandler(use_cases.list_entries, cursors)),
            CUSTOMER: activity_routes(ActivityHandler(use_cases.list_activity, cursors)),
        },
        jobs={VerifyAuditJob: use_cases.run_verification},
        loops=[SealLoop(use_cases.seal_entries)],
    )


DOMAIN = Domain(
    name="audit",
    settings=AuditSettings,
    periodic=[Periodic(VerifyAuditJob(), every=EVERY)],
    personal_data=_personal_data,
    export=[ACTIVITY],
    retention=_retention,
    subscribers=_subscribers,
    commands=_commands,
    checks=_checks,
    parts=_parts,
)
