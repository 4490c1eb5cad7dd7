from uuid import UUID

import attrs
import pytest

from application.listing import Paging
from application.sessions.list_sessions import ListSessions
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.pagination import Total
from domain.shared_kernel.sorting import Sort
from tests.support.memory_ports import MemoryPorts

NEWEST_FIRST = Sort("created_at", descending=True)


@pytest.fixture
def list_sessions(memory: MemoryPorts) -> ListSessions:
    return ListSessions(memory.read, memory.store)


async def opened(memory: MemoryPorts, user: User, count: int) -> list[UUID]:
    """Opens sessions a minute apart and returns their ids, oldest first."""
    pks = []
    for _session in range(count):
        memory.clock.pass_time(minutes=1)
        pks.append((await memory.add_session(user)).pk)
    return pks


async def test_list_sessions_lists_live_ones_by_the_time_of_their_opening(
    memory: MemoryPorts, list_sessions: ListSessions
) -> None:
    ada = await memory.add_user(password=None)
    pks = await opened(memory, ada, 3)
    counted = await list_sessions(ada.pk, Paging(sort=NEWEST_FIRST))
    assert [session.pk for session in counted.page.items] == pks[::-1]
    assert (counted.page.total, counted.page.next, counted.total_as_of) == (3, None, memory.clock.now())


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
async def test_list_sessions_returns_every_session_once_page_by_page(
    memory: MemoryPorts, list_sessions: ListSessions, limit: int, descending: bool
) -> None:
    ada = await memory.add_user(password=None)
    pks = await opened(memory, ada, 4)
    found: list[UUID] = []
    paging = Paging(sort=Sort("created_at", descending=descending), limit=limit)
    while True:
        page = (await list_sessions(ada.pk, paging)).page
        assert (page.limit, page.offset, page.total) == (limit, None if paging.after else 0, 4)
        assert page.items
        found += [session.pk for session in page.items]
        if page.next is None:
            break
        assert page.next.pk == found[-1]
        paging = attrs.evolve(paging, after=page.next)
    assert found == sorted(pks, reverse=descending)
    by_offset = (await list_sessions(ada.pk, attrs.evolve(paging, after=None, offset=3))).page
    assert ([session.pk for session in by_offset.items], by_offset.offset) == (found[3:], 3)


async def test_list_sessions_leaves_out_expired_and_ended_ones_and_those_of_others(
    memory: MemoryPorts, list_sessions: ListSessions
) -> None:
    ada, eve = [await memory.add_user(f"{name}@example.org", password=None) for name in ("ada", "eve")]
    await memory.add_session(ada)
    memory.clock.at += memory.session_policy.idle
    await memory.add_session(ada)
    ada.end_sessions(by=ada.pk, cause=SessionEnd.ENDED, at=memory.clock.now())
    await memory.update(ada)
    await memory.add_session(eve)
    live = await memory.add_session(ada)
    counted = await list_sessions(ada.pk, Paging(sort=NEWEST_FIRST))
    assert [session.pk for session in counted.page.items] == [live.pk]


async def test_list_sessions_continues_behind_a_session_that_has_ended_meanwhile(
    memory: MemoryPorts, list_sessions: ListSessions
) -> None:
    ada = await memory.add_user(password=None)
    pks = await opened(memory, ada, 4)
    first = (await list_sessions(ada.pk, Paging(sort=NEWEST_FIRST, limit=2))).page
    await memory.store.remove(first.items[-1].pk)
    second = (await list_sessions(ada.pk, Paging(sort=NEWEST_FIRST, limit=2, after=first.next))).page
    assert [session.pk for session in [*first.items, *second.items]] == pks[::-1]


async def test_list_sessions_counts_nothing_where_no_total_is_requested(
    memory: MemoryPorts, list_sessions: ListSessions
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_session(ada)
    counted = await list_sessions(ada.pk, Paging(sort=NEWEST_FIRST, total=Total.NONE))
    assert (len(counted.page.items), counted.page.total, counted.total_as_of) == (1, None, None)


async def test_list_sessions_does_not_know_an_account_that_is_gone(
    memory: MemoryPorts, list_sessions: ListSessions
) -> None:
    with pytest.raises(NotFoundException):
        await list_sessions(memory.ids.random(), Paging(sort=NEWEST_FIRST))
