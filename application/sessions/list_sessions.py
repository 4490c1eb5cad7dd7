from collections.abc import Sequence
from datetime import datetime
from operator import gt, lt
from uuid import UUID

import attrs

from application.listing import CountedPage, Paging
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from application.sessions.services.stored_sessions import stored_sessions
from domain.sessions.session import Session
from domain.shared_kernel.pagination import Page, Position, Total


@attrs.frozen(eq=False, repr=False)
class ListSessions:
    """A person may list their live sessions, staff those of any user, by the time at which they were opened. Raises
    ``NotFoundException``."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, user_id: UUID, paging: Paging) -> CountedPage[Session]:
        now = await self.store.now()
        stored = [found async for found in stored_sessions(self.store, user_id)]
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
        live = [found.session for found in stored if found.session.is_valid_for(user, found.now)]
        live.sort(key=_place, reverse=paging.sort.descending)
        page = _page(live, paging)
        return CountedPage(page, None if page.total is None else now)


def _place(session: Session) -> tuple[datetime, UUID]:
    return session.created_at, session.pk


def _page(live: Sequence[Session], paging: Paging) -> Page[Session]:
    """Returns the requested part of ``live``. A user has few sessions, so the list is sliced, not queried."""
    start = _start(live, paging)
    items = live[start : start + paging.limit]
    more = len(live) > start + paging.limit
    return Page(
        items=items,
        total=None if paging.total is Total.NONE else len(live),
        limit=paging.limit,
        offset=paging.offset if paging.after is None else None,
        next=Position(*_place(items[-1])) if more else None,
    )


def _start(live: Sequence[Session], paging: Paging) -> int:
    """Returns the number of sessions before the page. The session that it begins behind may have ended meanwhile."""
    match paging.after:
        case Position(datetime() as created_at, UUID() as pk):
            behind = lt if paging.sort.descending else gt
            return sum(not behind(_place(session), (created_at, pk)) for session in live)
        case _:
            return paging.offset
