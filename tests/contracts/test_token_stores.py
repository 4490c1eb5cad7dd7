"""What every token store does."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from application.ports.token_store import SESSIONS_PER_PAGE, SessionPage
from application.sessions.services.stored_sessions import session_pages
from domain.shared_kernel.errors import LostRace
from tests.contracts.adapters.memory import memory as memory_storage
from tests.contracts.conformance import OpenedTokenStore
from tests.contracts.people import session


async def test_a_session_is_found_value_for_value_with_the_time_of_the_store(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)

    found = await opened_store.store.find(opened.pk)

    assert found is not None
    assert found.session.values() == opened.values()
    assert abs(found.now - await opened_store.store.now()) < timedelta(seconds=5)
    assert found.now.utcoffset() == timedelta(0)


async def test_a_session_that_never_was_is_not_found(opened_store: OpenedTokenStore) -> None:
    assert await opened_store.store.find(uuid4()) is None


async def test_the_time_of_the_store_can_be_moved(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)
    before = await opened_store.store.now()
    opened_store.clock.offset = timedelta(days=400)

    found = await opened_store.store.find(opened.pk)

    assert found is not None
    assert timedelta(days=399) < found.now - before < timedelta(days=401)
    assert timedelta(days=399) < await opened_store.store.now() - before < timedelta(days=401)


async def test_a_session_is_added_once(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)

    with pytest.raises(LostRace):
        await opened_store.store.add(opened)


async def test_a_found_session_is_a_copy(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)
    opened.generation = 7
    found = await opened_store.store.find(opened.pk)
    assert found is not None
    found.session.generation = 8

    again = await opened_store.store.find(opened.pk)

    assert again is not None
    assert again.session.generation == 1


async def test_the_current_version_is_replaced_and_counted_up(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)
    opened.generation = 2

    assert await opened_store.store.replace(opened)

    found = await opened_store.store.find(opened.pk)
    assert found is not None
    assert (found.session.version, found.session.generation) == (2, 2)
    assert opened.version == 2


async def test_a_stale_version_replaces_nothing(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)
    stale = await opened_store.store.find(opened.pk)
    assert stale is not None
    await opened_store.store.replace(opened)
    stale.session.generation = 9

    assert not await opened_store.store.replace(stale.session)

    found = await opened_store.store.find(opened.pk)
    assert found is not None
    assert (found.session.version, found.session.generation, stale.session.version) == (2, 1, 1)


async def test_a_session_ends_once(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)

    assert await opened_store.store.remove(opened.pk)
    assert not await opened_store.store.remove(opened.pk)
    assert not await opened_store.store.replace(opened)
    assert await opened_store.store.find(opened.pk) is None
    assert opened.version == 1


async def _fill(opened_store: OpenedTokenStore, count: int, user_id: UUID) -> set[UUID]:
    now = await opened_store.store.now()
    own = [session(now=now, user_id=user_id) for _ in range(count)]
    for opened in (*own, session(now=now)):
        await opened_store.store.add(opened)
    return {opened.pk for opened in own}


async def _pages_of(opened_store: OpenedTokenStore, user_id: UUID) -> list[SessionPage]:
    pages = [await opened_store.store.page_for_user(user_id)]
    while pages[-1].next is not None:
        pages.append(await opened_store.store.page_for_user(user_id, pages[-1].next))
    return pages


async def test_the_sessions_of_a_user_are_found_with_the_time_of_the_store(opened_store: OpenedTokenStore) -> None:
    ada, now = uuid4(), await opened_store.store.now()
    own = await _fill(opened_store, 4, ada)

    (page,) = await _pages_of(opened_store, ada)

    assert sorted(each.session.pk for each in page.found) == sorted(own)
    assert all(abs(each.now - now) < timedelta(seconds=5) for each in page.found)
    assert await opened_store.store.count_for_user(ada) == 4


async def test_the_sessions_of_who_has_many_are_read_in_pages(opened_store: OpenedTokenStore) -> None:
    ada = uuid4()
    own = await _fill(opened_store, 3 * SESSIONS_PER_PAGE, ada)

    pages = await _pages_of(opened_store, ada)

    assert {each.session.pk for page in pages for each in page.found} == own
    assert max(len(page.found) for page in pages) < 2 * SESSIONS_PER_PAGE
    assert await opened_store.store.count_for_user(ada) == 3 * SESSIONS_PER_PAGE


async def test_all_sessions_of_who_has_many_end_page_by_page(opened_store: OpenedTokenStore) -> None:
    ada = uuid4()
    own = await _fill(opened_store, 3 * SESSIONS_PER_PAGE, ada)

    ended = 0
    async for page in session_pages(opened_store.store, ada):
        ended += await opened_store.store.remove_many([each.session.pk for each in page])

    assert ended == len(own)
    assert await opened_store.store.count_for_user(ada) == 0
    assert await opened_store.store.remove_many([*own][:SESSIONS_PER_PAGE]) == 0


async def test_a_user_without_a_session_has_an_empty_page(opened_store: OpenedTokenStore) -> None:
    assert await opened_store.store.page_for_user(uuid4()) == SessionPage([], None)
    assert await opened_store.store.count_for_user(uuid4()) == 0
    assert await opened_store.store.remove_many([]) == 0


async def test_expired_sessions_are_found_until_they_are_forgotten(opened_store: OpenedTokenStore) -> None:
    now, ada = await opened_store.store.now(), uuid4()
    for hours in (1, 2, 3, 50):
        await opened_store.store.add(session(now=now, user_id=ada, life=timedelta(hours=hours)))
    opened_store.clock.offset = timedelta(hours=4)

    assert await opened_store.store.count_for_user(ada) == 4
    assert await opened_store.store.remove_expired(2) == 2
    assert await opened_store.store.remove_expired(2) == 1
    assert await opened_store.store.remove_expired(2) == 0
    assert await opened_store.store.count_for_user(ada) == 1


async def test_no_store_is_asked_inside_a_unit_of_work(opened_store: OpenedTokenStore, tmp_path: Path) -> None:
    opened = session(now=await opened_store.store.now())
    async with memory_storage(tmp_path) as storage, storage.begin():
        for call in (
            opened_store.store.now(),
            opened_store.store.add(opened),
            opened_store.store.find(opened.pk),
            opened_store.store.replace(opened),
            opened_store.store.remove(opened.pk),
            opened_store.store.remove_many([opened.pk]),
            opened_store.store.page_for_user(opened.user_id),
            opened_store.store.count_for_user(opened.user_id),
            opened_store.store.remove_expired(1),
        ):
            with pytest.raises(RuntimeError):
                await call
