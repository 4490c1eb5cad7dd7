"""Which process seals, and when another one takes over."""

from datetime import timedelta

from adapters.id_factory.uuid import UuidFactory
from application.audit.seal_entries import TAKEOVER_AFTER, SealEntries
from domain.audit.seal import NO_SEAL
from tests.support.audit import NOON, SEAL_MAC
from tests.support.audit_book import AuditBook

MOMENT = timedelta(microseconds=1)


def another_process(book: AuditBook) -> SealEntries:
    return SealEntries(book.begin, book.read, book.clock, UuidFactory(), SEAL_MAC)


async def test_a_process_seals_what_waits_in_batches_and_in_order() -> None:
    book = await AuditBook.with_batches(waiting=3)
    assert [await book.seal(2), await book.seal(2), await book.seal(2)] == [2, 1, 0]
    first, second = await book.seals()
    assert (first.number, first.count, first.previous) == (1, 2, NO_SEAL)
    assert (second.number, second.count, second.previous) == (2, 1, first.hash())
    assert (first.sealed_at, first.first_at, first.last_at) == (NOON, NOON, NOON)
    assert [(entry.seal, entry.position) for entry in await book.entries()] == [(1, 0), (1, 1), (2, 0)]
    assert await book.verify() == []


async def test_another_process_takes_over_when_an_entry_has_waited_for_too_long() -> None:
    book = await AuditBook.with_batches(1, waiting=1)
    other = another_process(book)
    book.clock.at = NOON + TAKEOVER_AFTER - MOMENT
    assert await other() == 0
    book.clock.at += MOMENT
    assert await other() == 1
    await book.write(1, at=book.clock.now())
    assert (await book.seal(), await other()) == (0, 1)
    assert [seal.number for seal in await book.seals()] == [1, 2, 3]
    assert await book.verify() == []


async def test_the_oldest_entry_that_waits_decides_whether_another_process_takes_over() -> None:
    book = await AuditBook.with_batches(1)
    book.clock.at = NOON + TAKEOVER_AFTER
    await book.write(1, at=book.clock.now())
    await book.write(1, at=NOON)
    assert await another_process(book)() == 2


async def test_the_first_seal_is_made_by_whichever_process_comes_first() -> None:
    book = await AuditBook.with_batches(waiting=1)
    assert (await another_process(book)(), await book.seal()) == (1, 0)
