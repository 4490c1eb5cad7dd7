"""Old batches are removed whole, and the audit that is left verifies."""

from datetime import timedelta
from uuid import UUID

import pytest

from application.audit.services.audit_retention import VERIFICATIONS_KEPT, audit_retentions
from domain.audit.finding import FindingKind
from domain.audit.verification_run import VerificationRun
from tests.support.audit import NOON, SEAL_MAC
from tests.support.audit_book import AuditBook

KEPT = timedelta(days=400)
LIMIT = 500


async def a_book() -> AuditBook:
    """Returns an audit with two old batches, and one of a day later."""
    book = await AuditBook.with_batches(3, 600)
    await book.write(2, at=NOON + timedelta(days=1))
    await book.seal()
    return book


async def removed(book: AuditBook) -> int:
    """Returns how often something was removed."""
    _verifications, retention = audit_retentions(book.begin, book.clock, SEAL_MAC, KEPT)
    count = 0
    while await retention.remove(LIMIT) == LIMIT:
        count += 1
    return count


async def test_nothing_is_removed_before_its_time() -> None:
    book = await a_book()
    book.clock.at = NOON + KEPT

    assert await removed(book) == 0
    assert len(await book.entries()) == 605


async def test_whole_batches_are_removed_and_their_seals_stay() -> None:
    book = await a_book()
    book.clock.at = NOON + KEPT + timedelta(seconds=1)

    assert await removed(book) == 2
    assert [entry.seal for entry in await book.entries()] == [3, 3]
    assert [seal.dropped_at for seal in await book.seals()] == [book.clock.at, book.clock.at, None]


async def test_an_audit_whose_old_batches_were_removed_has_no_findings() -> None:
    book = await a_book()
    line = await book.checkpoint()
    book.clock.at = NOON + KEPT + timedelta(seconds=1)
    await removed(book)

    assert await book.verify() == []
    assert await book.compare([line]) == []


async def test_verifications_are_removed_after_ninety_days() -> None:
    book = await AuditBook.with_batches()
    async with book.begin() as work:
        await work.audit_verifications.create(VerificationRun.begin(UUID(int=1), at=NOON))
        await work.commit()
    verifications, *batches = audit_retentions(book.begin, book.clock, SEAL_MAC, None)
    assert batches == []
    removed = []
    for after in (VERIFICATIONS_KEPT, VERIFICATIONS_KEPT + timedelta(seconds=1)):
        book.clock.at = NOON + after
        removed.append(await verifications.remove(LIMIT))
    assert removed == [0, 1]


async def test_a_batch_that_somebody_else_says_was_dropped_is_found() -> None:
    book = await a_book()
    first, second, _third = await book.seals()
    first.dropped_at, first.drop_key_id, first.drop_signature = NOON, SEAL_MAC.key_id, "00" * 32
    await book.change(first)
    await book.remove(*[entry for entry in await book.entries() if entry.seal == 1])

    findings = [(found.kind, found.seal) for found in await book.verify()]

    assert findings == [(FindingKind.SEAL_CHANGED, 1), (FindingKind.ENTRY_REMOVED, 1)]
    assert second.number == 2


async def test_the_mark_of_one_seal_is_good_for_no_other() -> None:
    book = await a_book()
    book.clock.at = NOON + KEPT + timedelta(seconds=1)
    await removed(book)
    first, _second, third = await book.seals()
    third.dropped_at, third.drop_key_id, third.drop_signature = (
        first.dropped_at,
        first.drop_key_id,
        first.drop_signature,
    )
    await book.change(third)

    assert [(found.kind, found.seal) for found in await book.verify()] == [(FindingKind.SEAL_CHANGED, 3)]


async def test_a_dropped_batch_that_has_entries_again_is_found() -> None:
    book = await a_book()
    before = await book.entries()
    book.clock.at = NOON + KEPT + timedelta(seconds=1)
    await removed(book)
    await book.insert(before[0])

    assert [(found.kind, found.entry_id) for found in await book.verify()] == [
        (FindingKind.ENTRY_INSERTED, before[0].pk)
    ]
    assert await removed(book) == 0


@pytest.mark.parametrize(("kept", "count"), [(KEPT, 2), (None, 1)])
async def test_entries_can_be_kept_for_ever(kept: timedelta | None, count: int) -> None:
    book = await AuditBook.with_batches()

    assert len(list(audit_retentions(book.begin, book.clock, SEAL_MAC, kept))) == count
