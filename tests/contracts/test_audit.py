"""The audit, on every storage."""

from uuid import uuid4

import pytest

from domain.audit.entry import AuditEntry
from domain.audit.errors import SealTaken
from domain.audit.mac_check import MacCheck
from domain.audit.seal import NO_SEAL, AuditSeal
from tests.contracts.conformance import OpenedStorage
from tests.support.audit import ENTRY_MAC, NOON, SEAL_MAC, an_entry


def a_seal(number: int) -> AuditSeal:
    return AuditSeal(
        pk=uuid4(),
        number=number,
        root=NO_SEAL,
        count=1,
        previous=NO_SEAL,
        first_at=NOON,
        last_at=NOON,
        sealed_at=NOON,
        key_id=SEAL_MAC.key_id,
    )


async def test_entries_come_back_as_they_were_signed(storage: OpenedStorage) -> None:
    entries = [an_entry(request_id=f"request-{number}") for number in range(3)]
    async with storage.begin() as work:
        await work.audit_entries.append(entries)
        await work.commit()

    async with storage.read() as work:
        found = await work.audit_entries.select_all()
    assert [entry.values() for entry in found] == [entry.values() for entry in entries]
    for entry in found:
        assert ENTRY_MAC.verify(entry.mac, entry.canonical(), entry.key_id) is MacCheck.GENUINE


async def test_entries_of_a_unit_that_is_left_are_not_stored(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.audit_entries.append([an_entry()])

    async with storage.read() as work:
        assert not await work.audit_entries.exists()


async def test_no_entries_are_appended_to_a_unit_that_is_over(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.audit_entries.append([])
        await work.commit()

        with pytest.raises(RuntimeError):
            await work.audit_entries.append([an_entry()])


async def test_the_number_of_a_seal_is_given_once(storage: OpenedStorage) -> None:
    async with storage.begin() as work:
        await work.audit_seals.create(a_seal(1))
        with pytest.raises(SealTaken):
            await work.audit_seals.create(a_seal(1))
        await work.audit_seals.create(a_seal(2))
        await work.commit()

    async with storage.read() as work:
        newest = await work.audit_seals.select_newest()
    assert newest is not None
    assert newest.number == 2
    assert newest.canonical() == a_seal(2).canonical()


async def test_an_audit_without_seals_has_no_newest(storage: OpenedStorage) -> None:
    async with storage.read() as work:
        assert await work.audit_seals.select_newest() is None
        assert await work.audit_entries.select_all(AuditEntry.seal.is_none()) == []
