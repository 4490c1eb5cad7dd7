"""What every token store promises about other processes, and while its server is away."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest

from application.ports.token_store import TokenStore
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from tests.contracts import places
from tests.contracts.conformance import OpenedTokenStore
from tests.contracts.other_process import in_other_process
from tests.contracts.people import session
from tests.support.busyness import allowed
from tests.support.clocks import MovableClock

VOLATILE = "it says that it is volatile: cortex serve does not let several processes share it"
ANSWERED_SECONDS = 5.0
"""In which a store that is away must say so, with a timeout of one second."""
SOMEBODY = session(now=MovableClock().now())
OPERATIONS: Mapping[str, Callable[[TokenStore], Awaitable[Any]]] = {
    "now": lambda store: store.now(),
    "add": lambda store: store.add(SOMEBODY),
    "find": lambda store: store.find(SOMEBODY.pk),
    "replace": lambda store: store.replace(SOMEBODY),
    "remove": lambda store: store.remove(SOMEBODY.pk),
    "remove_many": lambda store: store.remove_many([SOMEBODY.pk]),
    "page_for_user": lambda store: store.page_for_user(uuid4()),
    "count_for_user": lambda store: store.count_for_user(uuid4()),
    "remove_expired": lambda store: store.remove_expired(1),
}


@pytest.fixture
def shared_store(opened_store: OpenedTokenStore) -> OpenedTokenStore:
    if opened_store.is_volatile:
        pytest.skip(VOLATILE)
    return opened_store


@pytest.fixture(params=["gone", "silent"])
async def store_away(request: pytest.FixtureRequest, shared_store: OpenedTokenStore) -> AsyncIterator[TokenStore]:
    """One whose server is away."""
    place = shared_store.place
    if request.param == "silent" and place.silent is None:
        pytest.skip("it has no server that could keep silent")
    async with (
        places.url_away(place, request.param) as url,
        places.opened_store(url, MovableClock(), places.IMPATIENT, in_database=place.in_database) as store,
    ):
        yield store


async def test_a_change_of_one_is_seen_by_the_other_at_once(shared_store: OpenedTokenStore) -> None:
    one, other = shared_store.store, shared_store.other
    opened = session(now=await one.now())
    await one.add(opened)
    found = await other.find(opened.pk)
    assert found is not None
    assert found.session.values() == opened.values()
    assert await other.replace(found.session)
    assert not await one.replace(opened)
    assert await one.remove(opened.pk)
    assert await other.find(opened.pk) is None
    assert await other.count_for_user(opened.user_id) == 0


async def test_a_key_that_one_has_added_the_other_cannot_add(shared_store: OpenedTokenStore) -> None:
    opened = session(now=await shared_store.store.now())
    await shared_store.store.add(opened)
    with pytest.raises(LostRace):
        await shared_store.other.add(opened)


async def test_a_change_of_another_process_is_seen_here_at_once_and_the_other_way_round(
    shared_store: OpenedTokenStore,
) -> None:
    store, place = shared_store.store, shared_store.place
    opened = session(now=await store.now())
    await store.add(opened)
    said = await in_other_process("session", place.url, str(opened.pk), "yes" if place.in_database else "")
    assert said == "replaced"
    found = await store.find(opened.pk)
    assert found is not None
    assert (found.session.generation, found.session.version) == (opened.generation + 1, opened.version + 1)
    assert not await store.replace(opened)


@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_store_that_is_away_says_so_in_good_time(store_away: TokenStore, operation: str) -> None:
    began = monotonic()
    with pytest.raises(ServiceUnavailableException):
        await OPERATIONS[operation](store_away)
    assert monotonic() - began < allowed(ANSWERED_SECONDS)
