"""Sealing on the one storage where several transactions write at the same time."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.contracts.conformance import OpenedStorage
from tests.contracts.databases import postgresql_database, storage_in
from tests.contracts.test_sealing import a_process, append, stored
from tests.support.audit import an_entry

WRITERS = 100


@pytest.fixture
async def postgresql() -> AsyncIterator[OpenedStorage]:
    async with postgresql_database() as database:
        yield storage_in(database)


async def test_an_entry_of_a_transaction_that_runs_while_younger_ones_are_sealed_is_sealed_next(
    postgresql: OpenedStorage,
) -> None:
    seal_entries = a_process(postgresql)
    is_written, may_commit = asyncio.Event(), asyncio.Event()

    async def commit_late() -> None:
        async with postgresql.begin() as work:
            await work.audit_entries.append([an_entry(request_id="late")])
            is_written.set()
            await may_commit.wait()
            await work.commit()

    late = asyncio.create_task(commit_late())
    await is_written.wait()
    await append(postgresql, 1)
    assert await seal_entries() == 1
    may_commit.set()
    await late

    assert await seal_entries() == 1
    seals, sealed = await stored(postgresql)
    assert [(entry.request_id, entry.seal) for entry in sealed] == [("late", 2), ("request-0", 1)]
    assert [seal.count for seal in seals] == [1, 1]


async def test_sealing_makes_no_writer_of_entries_lose_a_race(postgresql: OpenedStorage) -> None:
    """Nothing is asked of writers that read: those lose to each other, with or without a sealer."""
    seal_entries = a_process(postgresql)

    async def seal_all() -> int:
        return sum([await seal_entries() for _ in range(WRITERS // 2)])

    sealing = asyncio.create_task(seal_all())
    await asyncio.gather(*(append(postgresql, 1) for _ in range(WRITERS)))

    assert await sealing + await seal_entries() == WRITERS
