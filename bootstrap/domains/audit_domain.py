"""The audit as a domain."""

from collections.abc import Sequence

from application.audit.run_verification import EVERY, VerifyAuditJob
from application.audit.services.audit_retention import audit_retentions
from application.jobs.schedule import Periodic
from application.jobs.services.retention import Retention
from bootstrap.domains.audit import audit
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from bootstrap.settings.settings import Settings
from entrypoints.http.admin.audit import AuditHandler, audit_routes
from entrypoints.http.admin.surface import ADMIN
from entrypoints.http.customer.activity import ActivityHandler, activity_routes
from entrypoints.http.customer.surface import CUSTOMER
from entrypoints.schemas.cursors import Cursors
from entrypoints.worker.seal_loop import SealLoop


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


def _retention(ports: Ports, settings: Settings) -> Sequence[Retention]:
    return list(audit_retentions(ports.begin, ports.clock, ports.seal_mac, settings.audit.kept))


DOMAIN = Domain(name="audit", periodic=[Periodic(VerifyAuditJob(), every=EVERY)], retention=_retention, parts=_parts)
