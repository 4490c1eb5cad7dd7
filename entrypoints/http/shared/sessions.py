"""``/<platform>/me/sessions``."""

from functools import partial

import attrs

from application.sessions.end_other_sessions import EndOtherSessions
from application.sessions.end_session import EndSession
from application.sessions.list_sessions import ListSessions
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.sessions import SessionBody, SessionList, SessionQuery


@attrs.frozen(eq=False, repr=False)
class SessionHandlers:
    """List and end a person's own sessions."""

    list_sessions: ListSessions
    end_session: EndSession
    end_other_sessions: EndOtherSessions
    cursors: Cursors

    @endpoint(
        operation_id="list_my_sessions_{platform}",
        summary="Where I am signed in",
        query=SessionQuery,
        answer=SessionList,
    )
    async def show(self, request: QueryRequest[SessionQuery]) -> EndpointResponse:
        """Returns a page of the principal's live sessions."""
        listed = await self.list_sessions(request.principal.user.pk, request.query.paging())
        show = partial(SessionBody.of, principal=request.principal)
        return EndpointResponse(SessionList.of(listed, show, request.query, self.cursors))

    @endpoint(operation_id="end_my_other_sessions_{platform}", summary="Sign out everywhere else", status=204)
    async def end_others(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Ends every session of the principal but the current one."""
        await self.end_other_sessions(request.principal.user.pk, request.principal.session.pk)
        return EndpointResponse()

    @endpoint(
        operation_id="end_my_session_{platform}",
        summary="Sign out one device",
        status=204,
        errors=(NotFoundException,),
    )
    async def end(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Ends one session of the principal."""
        await self.end_session(request.principal.user.pk, request.path["id"])
        return EndpointResponse()
