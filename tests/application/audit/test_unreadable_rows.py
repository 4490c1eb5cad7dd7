"""A row that cannot be read is named, and hides nothing of what stands beside it."""

from uuid import uuid4

import pytest

from application.audit.services import verify_seals
from application.audit.verify_audit import VerifyAudit
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind
from tests.application.audit.unreadable_rows import broken
from tests.support.audit_book import AuditBook, copy_of


def at(entries: list[AuditEntry], seal: int, position: int) -> AuditEntry:
    return next(entry for entry in entries if (entry.seal, entry.position) == (seal, position))


async def test_an_entry_that_cannot_be_read_is_named_by_its_place() -> None:
    book = await AuditBook.with_batches(3, 1, 4, waiting=2)
    entries = await book.entries()
    book = broken(book, [at(entries, 1, 1), at(entries, 3, 0), at(entries, 3, 3)])

    assert await book.verify() == [
        Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=1, position=1),
        Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=3, position=0),
        Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=3, position=3),
    ]
    assert (book.progress.seals, book.progress.entries, book.progress.waiting) == (3, 5, 2)


async def test_entries_beside_one_that_cannot_be_read_are_verified() -> None:
    book = await AuditBook.with_batches(2, 3)
    entries, (_first, seal) = await book.entries(), await book.seals()
    changed = at(entries, 2, 2)
    changed.action, changed.origin_salt, changed.origin, changed.person_id = "user.unlocked", None, None, None
    changed.actor_id = None
    seal.signature = "00" * 32
    await book.change(changed, seal)

    findings = await broken(book, [at(entries, 2, 0)]).verify()

    assert [(found.kind, found.position, found.entry_id) for found in findings] == [
        (FindingKind.SEAL_CHANGED, None, None),
        (FindingKind.ENTRY_CHANGED, 2, changed.pk),
        (FindingKind.ENTRY_UNREADABLE, 0, None),
        (FindingKind.TEXT_ERASED, 2, changed.pk),
    ]
    assert {found.seal for found in findings} == {2}


async def test_a_batch_whose_place_cannot_be_read_is_named_by_its_seal() -> None:
    book = await AuditBook.with_batches(1, 2)
    entry = at(await book.entries(), 2, 1)
    object.__setattr__(entry, "position", "one")
    await book.change(entry)

    assert await book.verify() == [Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=2)]


async def test_a_seal_that_was_changed_to_name_endless_places_is_read_to_an_end() -> None:
    book = await AuditBook.with_batches(2)
    (seal,), entries = await book.seals(), await book.entries()
    seal.count = 10**12
    await book.change(seal)

    findings = await broken(book, [at(entries, 1, 1)]).verify()

    assert Finding(kind=FindingKind.ENTRY_UNREADABLE, seal=1, position=1) in findings
    assert FindingKind.SEAL_CHANGED in {found.kind for found in findings}


async def test_a_waiting_entry_that_cannot_be_read_is_found_and_so_is_what_waits_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verify_seals, "WAITING_AT_ONCE", 2)
    book = await AuditBook.with_batches(1, waiting=5)
    waiting = sorted((entry for entry in await book.entries() if entry.seal is None), key=lambda entry: entry.pk)
    changed = waiting[1]
    changed.action = "user.unlocked"
    await book.change(changed)
    book = broken(book, [waiting[3]])

    findings = await book.verify()

    assert [(found.kind, found.entry_id) for found in findings] == [
        (FindingKind.ENTRY_CHANGED, changed.pk),
        (FindingKind.ENTRY_UNREADABLE, None),
    ]
    assert (book.progress.waiting, book.progress.is_whole) == (2, True)


async def test_all_pages_of_waiting_entries_are_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_seals, "WAITING_AT_ONCE", 2)
    book = await AuditBook.with_batches(1, waiting=5)
    waiting = sorted((entry for entry in await book.entries() if entry.seal is None), key=lambda entry: entry.pk)
    for entry in waiting:
        entry.action = "user.unlocked"
    await book.change(*waiting)

    findings = await book.verify()

    assert [found.entry_id for found in findings] == [entry.pk for entry in waiting]
    assert book.progress.waiting == 5


async def test_an_entry_that_claims_a_later_seal_and_cannot_be_read_is_found() -> None:
    book = await AuditBook.with_batches(2, 1)
    entry = copy_of((await book.entries())[0], pk=uuid4(), seal=3)
    await book.insert(entry)

    assert await broken(book, [entry]).verify() == [Finding(kind=FindingKind.ENTRY_UNREADABLE)]


async def test_a_first_seal_that_only_an_entry_names_is_missed() -> None:
    book = await AuditBook.with_batches(waiting=1)
    (entry,) = await book.entries()
    entry.seal = 1
    await book.change(entry)

    assert await book.verify() == [Finding(kind=FindingKind.SEAL_REMOVED, seal=1, last_seal=1)]


@pytest.mark.parametrize(("index", "number"), [(0, 1), (6, 6)])
async def test_a_seal_that_cannot_be_read_is_named_and_ends_the_verification(index: int, number: int) -> None:
    book = await AuditBook.with_batches(*[1] * 7)
    book = broken(book, [(await book.seals())[index]])

    assert await book.verify() == [Finding(kind=FindingKind.SEAL_UNREADABLE, seal=number)]
    assert (book.progress.is_whole, book.progress.seals) == (True, number - 1)


async def test_a_verification_tells_how_many_entries_it_has_verified_since() -> None:
    book, steps = await AuditBook.with_batches(*[2] * 7), list[int]()

    await book.verify_seals(list[Finding]().append, advance=steps.append)

    assert steps == [10, 4, 0]
    await VerifyAudit(book.compare, book.verify_seals)(advance=steps.append)
    assert steps == [10, 4, 0] * 2
