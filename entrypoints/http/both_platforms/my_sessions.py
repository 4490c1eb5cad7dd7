import attrs

from application.sessions.end_all_sessions import EndAllSessions
from application.sessions.end_session import EndSession
from application.sessions.list_sessions import ListSessions
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.call import Answer, Call, QueryCall
from entrypoints.http.endpoint import delete, get
from entrypoints.http.schemas.session_list import SessionListBody, SessionQuery


@attrs.frozen
class MySessionHandlers:
    """A person's own sessions, on both platforms."""

    listing: ListSessions
    ending: EndSession
    ending_all: EndAllSessions

    @get("/me/sessions", summary="Where I am signed in", query=SessionQuery, answer=SessionListBody)
    async def show(self, call: QueryCall[SessionQuery]) -> Answer:
        sessions = await self.listing(call.caller.user.pk)
        return Answer(call.query.page(sessions, call.caller))

    @delete("/me/sessions", summary="Sign out everywhere else", status=204)
    async def end_others(self, call: Call[None]) -> Answer:
        await self.ending_all(call.caller.user.pk, sparing=call.caller.session.pk)
        return Answer()

    @delete("/me/sessions/{id}", summary="Sign out one device", status=204, errors=(NotFoundException,))
    async def end(self, call: Call[None]) -> Answer:
        await self.ending(call.caller.user.pk, call.path["id"])
        return Answer()
