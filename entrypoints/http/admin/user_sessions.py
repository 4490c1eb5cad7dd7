"""``/admin/users/{id}/sessions``."""

from functools import partial

import attrs

from application.sessions.end_all_sessions_as_staff import EndAllSessionsAsStaff
from application.sessions.end_session_as_staff import EndSessionAsStaff
from application.sessions.list_sessions import ListSessions
from domain.access.service_permission import ServicePermission
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.sessions import SessionBody, SessionList, SessionQuery


@attrs.frozen(eq=False, repr=False)
class UserSessionHandlers:
    """List and end the sessions of any person."""

    list_sessions: ListSessions
    end_session: EndSessionAsStaff
    end_all_sessions: EndAllSessionsAsStaff
    cursors: Cursors

    @endpoint(
        operation_id="list_user_sessions",
        summary="Where a person is signed in",
        requires=ServicePermission.SESSIONS_READ,
        query=SessionQuery,
        answer=SessionList,
        errors=(NotFoundException,),
    )
    async def show(self, request: QueryRequest[SessionQuery]) -> EndpointResponse:
        """Returns a page of the account's live sessions."""
        listed = await self.list_sessions(request.path["id"], request.query.paging())
        show = partial(SessionBody.of, principal=request.principal)
        return EndpointResponse(SessionList.of(listed, show, request.query, self.cursors))

    @endpoint(
        operation_id="end_user_sessions",
        summary="Sign a person out everywhere",
        requires=ServicePermission.SESSIONS_END,
        status=204,
        errors=(NotFoundException,),
    )
    async def end_all(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Ends every session of the account."""
        await self.end_all_sessions(request.path["id"], by=request.principal.user.pk)
        return EndpointResponse()

    @endpoint(
        operation_id="end_user_session",
        summary="Sign a person out on one device",
        requires=ServicePermission.SESSIONS_END,
        status=204,
        errors=(NotFoundException,),
    )
    async def end(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Ends one session of the account."""
        await self.end_session(request.path["id"], request.path["sid"], by=request.principal.user.pk)
        return EndpointResponse()
