"""``/admin/audit``."""

from collections.abc import Sequence

import attrs

from application.audit.list_entries import ListEntries
from domain.access.service_permission import ServicePermission
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointResponse, QueryRequest
from entrypoints.http.kit.route import Route, get
from entrypoints.schemas.audit import AuditEntryBody, AuditEntryList, AuditQuery
from entrypoints.schemas.cursors import Cursors


@attrs.frozen(eq=False, repr=False)
class AuditHandler:
    """Search the audit."""

    list_entries: ListEntries
    cursors: Cursors

    @endpoint(
        operation_id="list_audit_entries",
        summary="Who did what to whom, when and from where",
        requires=ServicePermission.AUDIT_READ,
        query=AuditQuery,
        answer=AuditEntryList,
    )
    async def search(self, request: QueryRequest[AuditQuery]) -> EndpointResponse:
        """Returns a page of entries."""
        query = request.query
        listed = await self.list_entries(query.search(), query.paging())
        return EndpointResponse(AuditEntryList.of(listed, AuditEntryBody.of, query, self.cursors))


def audit_routes(handler: AuditHandler) -> Sequence[Route]:
    """Returns the routes of staff."""
    return [get("/audit", handler.search)]
