"""Sealing the audit, on every storage."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.id_factory.uuid import UuidFactory
from application.audit.seal_entries import TAKEOVER_AFTER, SealEntries
from domain.audit.entry import AuditEntry
from domain.audit.mac_check import MacCheck
from domain.audit.merkle import merkle_root
from domain.audit.seal import NO_SEAL, AuditSeal, membership_form
from domain.shared_kernel.errors import LostRace
from tests.contracts.conformance import OpenedStorage
from tests.support.audit import NOON, SEAL_MAC, an_entry
from tests.support.clocks import StoppedClock


def a_process(storage: OpenedStorage, *, at: timedelta = timedelta()) -> SealEntries:
    """One of several processes that seal."""
    return SealEntries(storage.begin, storage.read, StoppedClock(NOON + at), UuidFactory(), SEAL_MAC)


async def append(storage: OpenedStorage, count: int) -> Sequence[AuditEntry]:
    entries = [an_entry(request_id=f"request-{number}") for number in range(count)]
    async with storage.begin() as work:
        await work.audit_entries.append(entries)
        await work.commit()
    return entries


async def stored(storage: OpenedStorage) -> tuple[list[AuditSeal], list[AuditEntry]]:
    async with storage.read() as work:
        seals = await work.audit_seals.select_all(sort=AuditSeal.number.asc())
        return seals, await work.audit_entries.select_all()


async def test_entries_are_sealed_in_the_order_of_their_ids(storage: OpenedStorage) -> None:
    entries = await append(storage, 5)

    assert await a_process(storage)() == 5

    (seal,), sealed = await stored(storage)
    assert [entry.pk for entry in sealed] == [entry.pk for entry in entries]
    assert [(entry.seal, entry.position) for entry in sealed] == [(1, position) for position in range(5)]
    assert seal.root == merkle_root(entry.leaf() for entry in entries).hex()
    assert (seal.count, seal.previous) == (5, NO_SEAL)


async def test_seal_and_places_are_signed(storage: OpenedStorage) -> None:
    await append(storage, 2)
    await a_process(storage)()

    (seal,), sealed = await stored(storage)
    assert SEAL_MAC.verify(seal.signature, seal.canonical(), seal.key_id) is MacCheck.GENUINE
    for position, entry in enumerate(sealed):
        form = membership_form(entry, position, seal.hash())
        assert SEAL_MAC.verify(entry.membership or "", form, seal.key_id) is MacCheck.GENUINE


async def test_each_seal_follows_the_one_before(storage: OpenedStorage) -> None:
    seal_entries = a_process(storage)
    for count in (2, 3):
        await append(storage, count)
        await seal_entries()

    (first, second), sealed = await stored(storage)
    assert second.previous == first.hash()
    assert [entry.seal for entry in sealed] == [1, 1, 2, 2, 2]


async def test_a_batch_has_a_limit_and_nothing_makes_no_seal(storage: OpenedStorage) -> None:
    await append(storage, 5)
    seal_entries = a_process(storage)

    assert [await seal_entries(2) for _ in range(4)] == [2, 2, 1, 0]
    seals, _ = await stored(storage)
    assert [seal.count for seal in seals] == [2, 2, 1]


async def test_an_entry_that_is_committed_after_a_younger_one_was_sealed_is_sealed_next(storage: OpenedStorage) -> None:
    seal_entries = a_process(storage)
    late = an_entry(request_id="late")
    await append(storage, 1)
    await seal_entries()
    async with storage.begin() as work:
        await work.audit_entries.append([late])
        await work.commit()

    assert await seal_entries() == 1
    _, sealed = await stored(storage)
    assert {entry.request_id: entry.seal for entry in sealed} == {"late": 2, "request-0": 1}


async def test_racing_sealers_make_each_seal_once(storage: OpenedStorage) -> None:
    processes = [a_process(storage, at=TAKEOVER_AFTER) for _ in range(4)]
    for _ in range(5):
        await append(storage, 3)
        counts = await asyncio.gather(*(seal_entries() for seal_entries in processes))
        assert sum(counts) == 3

    seals, sealed = await stored(storage)
    assert [seal.number for seal in seals] == [1, 2, 3, 4, 5]
    assert [entry.seal for entry in sealed] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]
    assert [seal.previous for seal in seals[1:]] == [seal.hash() for seal in seals[:-1]]


async def test_the_process_of_the_newest_seal_seals_alone_while_it_lives(storage: OpenedStorage) -> None:
    first, other = a_process(storage), a_process(storage, at=TAKEOVER_AFTER - timedelta(microseconds=1))
    await append(storage, 1)
    await first()
    await append(storage, 1)

    assert await other() == 0
    assert await first() == 1


async def test_a_second_process_takes_over_once_an_entry_has_waited_for_too_long(storage: OpenedStorage) -> None:
    first, other = a_process(storage), a_process(storage, at=TAKEOVER_AFTER)
    await append(storage, 1)
    await first()
    await append(storage, 1)

    assert await other() == 1
    await append(storage, 1)
    assert await first() == 0


async def test_an_entry_is_sealed_once(storage: OpenedStorage) -> None:
    (late,) = await append(storage, 1)
    await a_process(storage)()
    late.seal, late.position, late.membership = 2, 0, "0" * 64

    with pytest.raises(LostRace):
        async with storage.begin() as work:
            await work.audit_entries.mark_sealed([late])
