"""However many race, exactly one wins."""

import asyncio

import pytest

from domain.sessions.session import Session
from tests.contracts.conformance import OpenedTokenStore
from tests.contracts.people import session

RACERS = 50


async def _opened(opened_store: OpenedTokenStore) -> Session:
    opened = session(now=await opened_store.store.now())
    await opened_store.store.add(opened)
    return opened


def _copies(opened: Session, count: int) -> list[Session]:
    return [Session.restore({**opened.values(), "generation": n + 2}) for n in range(count)]


@pytest.mark.parametrize("rounds", [12])
async def test_fifty_replacements_of_one_version_have_one_winner(opened_store: OpenedTokenStore, rounds: int) -> None:
    opened = await _opened(opened_store)
    for _ in range(rounds):
        racers = _copies(opened, RACERS)

        won = await asyncio.gather(*(opened_store.store.replace(racer) for racer in racers))

        found = await opened_store.store.find(opened.pk)
        assert found is not None
        assert won.count(True) == 1
        assert found.session.values() == racers[won.index(True)].values()
        opened = found.session


async def test_racing_ends_of_a_session_have_one_winner(opened_store: OpenedTokenStore) -> None:
    for _ in range(5):
        opened = await _opened(opened_store)

        ended = await asyncio.gather(*(opened_store.store.remove(opened.pk) for _ in range(20)))

        assert ended.count(True) == 1


async def test_a_session_that_ends_while_it_is_replaced_stays_ended(opened_store: OpenedTokenStore) -> None:
    for _ in range(5):
        opened = await _opened(opened_store)
        racers = _copies(opened, 10)
        half = len(racers) // 2

        calls = [opened_store.store.replace(racer) for racer in racers]
        results = await asyncio.gather(*calls[:half], opened_store.store.remove(opened.pk), *calls[half:])

        assert results[half] is True
        assert [*results[:half], *results[half + 1 :]].count(True) <= 1
        assert await opened_store.store.find(opened.pk) is None


async def test_a_key_that_many_add_is_added_once(opened_store: OpenedTokenStore) -> None:
    opened = session(now=await opened_store.store.now())

    added = await asyncio.gather(*(opened_store.store.add(opened) for _ in range(10)), return_exceptions=True)

    assert added.count(None) == 1
