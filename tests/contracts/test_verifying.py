"""Verifying the audit and dropping old batches of it, on every storage."""

from datetime import timedelta

from application.audit.services.audit_retention import BatchRetention
from domain.audit.finding import Finding, FindingKind
from tests.contracts.conformance import OpenedStorage
from tests.support.audit import NOON, SEAL_MAC
from tests.support.audit_book import AuditBook

KEPT = timedelta(days=400)


async def a_book(storage: OpenedStorage) -> AuditBook:
    """Returns an audit with batches of three and two entries, the second of a day later, and one that waits."""
    book = AuditBook(storage.begin, storage.read)
    await book.write(3)
    await book.seal()
    await book.write(2, at=NOON + timedelta(days=1))
    await book.seal()
    await book.write(1)
    return book


async def test_an_audit_as_it_was_written_has_no_findings(storage: OpenedStorage) -> None:
    book = await a_book(storage)

    assert await book.verify() == []
    assert (book.progress.seals, book.progress.entries, book.progress.waiting) == (2, 5, 1)


async def test_entries_that_were_changed_removed_and_kept_from_being_sealed_are_named(storage: OpenedStorage) -> None:
    book = await a_book(storage)
    line = await book.checkpoint()
    changed, removed, _, *_, waiting = entries = await book.entries()
    newest = (await book.seals())[-1]
    changed.action, waiting.seal = "user.unlocked", 9
    await book.change(changed, waiting)
    await book.remove(removed, newest, *[entry for entry in entries if entry.seal == newest.number])

    assert await book.verify() == [
        Finding(kind=FindingKind.ENTRY_CHANGED, seal=1, position=0, entry_id=changed.pk),
        Finding(kind=FindingKind.ENTRY_REMOVED, seal=1, position=1, last_position=1),
        Finding(kind=FindingKind.SEAL_REMOVED, seal=2, last_seal=9),
    ]
    assert await book.compare([line]) == [Finding(kind=FindingKind.END_CUT_OFF, seal=2)]


async def test_an_old_batch_is_dropped_and_the_rest_verifies(storage: OpenedStorage) -> None:
    book = await a_book(storage)
    book.clock.at = NOON + KEPT + timedelta(seconds=1)
    retention = BatchRetention(book.begin, book.clock, SEAL_MAC, KEPT)

    assert [await retention.remove(7), await retention.remove(7)] == [7, 0]
    assert [entry.seal for entry in await book.entries()] == [2, 2, None]
    assert await book.verify() == []
