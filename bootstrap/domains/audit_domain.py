"""The audit as a domain."""

from bootstrap.domains.audit import audit
from bootstrap.domains.core import Core
from bootstrap.domains.domain import Domain, Parts
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
        loops=[SealLoop(use_cases.seal_entries)],
    )


DOMAIN = Domain(name="audit", parts=_parts)
