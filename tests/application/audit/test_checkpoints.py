"""Checkpoints find what nothing inside the audit shows: that its end was cut off."""

import pytest

from domain.audit.checkpoint import Checkpoint
from domain.audit.errors import CheckpointRefused
from domain.audit.finding import Finding, FindingKind
from domain.audit.seal import NO_SEAL
from tests.support.audit import NOON
from tests.support.audit_book import AuditBook


async def cut_off(book: AuditBook, *, from_seal: int) -> None:
    """Removes the end, as somebody does who knows how the audit works."""
    entries = [entry for entry in await book.entries() if (entry.seal or from_seal) >= from_seal]
    await book.remove(*entries, *(seal for seal in await book.seals() if seal.number >= from_seal))


async def test_an_end_that_was_cut_off_is_found_by_a_checkpoint_alone() -> None:
    book = await AuditBook.with_batches(2, 2, 2, waiting=1)
    line = await book.checkpoint()
    await cut_off(book, from_seal=3)

    assert await book.verify() == []
    assert await book.compare([line]) == [Finding(kind=FindingKind.END_CUT_OFF, seal=3)]


async def test_an_audit_that_was_emptied_is_found_by_a_checkpoint_alone() -> None:
    book = await AuditBook.with_batches(2)
    line = await book.checkpoint()
    await cut_off(book, from_seal=1)

    assert await book.verify() == []
    assert [found.kind for found in await book.compare([line])] == [FindingKind.END_CUT_OFF]


async def test_an_end_that_was_cut_off_and_grew_again_is_found() -> None:
    book = await AuditBook.with_batches(2, 2)
    line = await book.checkpoint()
    await cut_off(book, from_seal=2)
    book.clock.pass_time(seconds=4)  # another process seals, as the one before has lost its place
    await book.write(2)
    await book.seal()

    assert await book.compare([line]) == [Finding(kind=FindingKind.CHECKPOINT_CONTRADICTED, seal=2)]


async def test_checkpoints_agree_with_an_audit_that_has_grown() -> None:
    book = await AuditBook.with_batches()
    lines = [await book.checkpoint()]
    for _ in range(2):
        await book.write(1)
        await book.seal()
        lines.append(await book.checkpoint())

    assert await book.compare(lines) == []
    assert [Checkpoint.read(line)[0].number for line in lines] == [0, 1, 2]
    assert Checkpoint.read(lines[0])[0].hash == NO_SEAL


def test_a_checkpoint_is_signed_over_the_same_bytes_for_ever() -> None:
    checkpoint = Checkpoint(number=7, hash="ab" * 32, at=NOON, key_id="cd" * 8)
    assert checkpoint.canonical() == (
        b'{"at":"2026-05-01T12:00:00.123456Z","format":"cortex/audit-checkpoint/v1","hash":"'
        + b"ab" * 32
        + b'","key_id":"cdcdcdcdcdcdcdcd","number":7}'
    )


@pytest.mark.parametrize("place", range(1, 6))
async def test_a_checkpoint_that_was_changed_is_refused(place: int) -> None:
    book = await AuditBook.with_batches(2)
    words = (await book.checkpoint()).split()
    words[place] = {1: "2", 3: "2026-05-01T12:00:00.000000Z"}.get(place, "0" * len(words[place]))

    with pytest.raises(CheckpointRefused):
        await book.compare([" ".join(words)])


@pytest.mark.parametrize("line", ["", "a", "cortex/audit-checkpoint/v1 1 2 3 4 5", "cortex/audit-seal/v1 1 2 3 4 5"])
async def test_a_line_that_is_no_checkpoint_is_refused(line: str) -> None:
    book = await AuditBook.with_batches(2)

    with pytest.raises(CheckpointRefused):
        await book.compare([line])
