from functools import partial

import attrs

from application.sessions.end_all_sessions import EndAllSessions
from application.sessions.end_session import EndSession
from application.sessions.list_sessions import ListSessions
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import delete, get
from entrypoints.http.kit.request import Answer, Call, QueryCall
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.sessions import SessionBody, SessionList, SessionQuery


@attrs.frozen
class MySessionHandlers:
    """A person's own sessions, on both platforms."""

    listing: ListSessions
    ending: EndSession
    ending_all: EndAllSessions
    cursors: Cursors

    @get(
        "/me/sessions",
        operation_id="list_my_sessions_{platform}",
        summary="Where I am signed in",
        query=SessionQuery,
        answer=SessionList,
    )
    async def show(self, call: QueryCall[SessionQuery]) -> Answer:
        listed = await self.listing(call.caller.user.pk, call.query.paging())
        show = partial(SessionBody.of, caller=call.caller)
        return Answer(SessionList.of(listed, show, call.query, self.cursors))

    @delete(
        "/me/sessions", operation_id="end_my_other_sessions_{platform}", summary="Sign out everywhere else", status=204
    )
    async def end_others(self, call: Call[None]) -> Answer:
        await self.ending_all(call.caller.user.pk, except_for=call.caller.session.pk)
        return Answer()

    @delete(
        "/me/sessions/{id}",
        operation_id="end_my_session_{platform}",
        summary="Sign out one device",
        status=204,
        errors=(NotFoundException,),
    )
    async def end(self, call: Call[None]) -> Answer:
        await self.ending(call.caller.user.pk, call.path["id"])
        return Answer()
