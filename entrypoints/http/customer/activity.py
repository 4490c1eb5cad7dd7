"""``/customer/me/activity``."""

from collections.abc import Sequence

import attrs

from application.audit.list_activity import ListActivity
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointResponse, QueryRequest
from entrypoints.http.kit.route import Route, get
from entrypoints.schemas.audit import ActivityQuery, AuditEntryBody, AuditEntryList
from entrypoints.schemas.cursors import Cursors


@attrs.frozen(eq=False, repr=False)
class ActivityHandler:
    """List what happened to a person's own account."""

    list_activity: ListActivity
    cursors: Cursors

    @endpoint(
        operation_id="list_my_activity",
        summary="What happened to my account",
        query=ActivityQuery,
        answer=AuditEntryList,
    )
    async def show(self, request: QueryRequest[ActivityQuery]) -> EndpointResponse:
        """Returns a page of what the principal did, and of what was done to them."""
        query = request.query
        listed = await self.list_activity(request.principal.user.pk, query.paging())
        return EndpointResponse(AuditEntryList.of(listed, AuditEntryBody.of, query, self.cursors))


def activity_routes(handler: ActivityHandler) -> Sequence[Route]:
    """Returns the routes of customers."""
    return [get("/me/activity", handler.show)]
