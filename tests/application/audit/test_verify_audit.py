"""Whatever one hand without a key does to the stored audit is found, and named."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.audit_mac.hmac import HmacAuditMac
from application.audit.services.verify_seals import VerifySeals
from domain.audit.act import ActorKind, AuditActor
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding, FindingKind
from domain.audit.seal import AuditSeal, membership_form
from domain.audit.verification import Verification
from domain.shared_kernel.platform import Platform
from tests.contracts.people import account
from tests.support.audit import ADA, ENTRY_MAC, GRACE, NOON, SEAL_MAC
from tests.support.audit_book import AuditBook, copy_of

SIZES = (3, 1, 4)
WAITING = 2
OTHER_VALUES: dict[str, list[object]] = {
    "at": [NOON + timedelta(microseconds=1)],
    "action": ["user.unlocked"],
    "actor_kind": [ActorKind.OPERATOR],
    "actor_id": [None, uuid4()],
    "subject_kind": ["job"],
    "subject_id": [None, uuid4()],
    "person_id": [None, uuid4()],
    "platform": [None, Platform.CUSTOMER],
    "request_id": ["request-2"],
    "session_id": [uuid4()],
    "origin": ["{}", '{"ip":"192.0.2.8","user_agent":"curl"}'],
    "origin_salt": [None, "00" * 16, "salt"],
    "origin_commitment": ["00" * 32],
    "detail": ["{}"],
    "detail_salt": [None, "00" * 16],
    "detail_commitment": ["00" * 32],
    "key_id": ["00" * 8],
    "mac": ["00" * 32, ""],
}
OTHER_PLACES: dict[str, list[object]] = {
    "seal": [None, 0, -1, 1, 2, 3, 4, 10**12],
    "position": [None, -1, 0, 1, 2, 3, 10**12],
    "membership": [None, "00" * 32],
}
OTHER_SEALS: dict[str, list[object]] = {
    "number": [0, -1, 4, 10**12],
    "root": ["00" * 32],
    "count": [0, 2, 5, 10**12],
    "previous": ["00" * 31 + "01"],
    "first_at": [NOON - timedelta(days=1)],
    "last_at": [NOON + timedelta(days=1)],
    "sealed_at": [NOON + timedelta(days=1)],
    "key_id": ["00" * 8],
    "signature": ["00" * 32, ""],
    "dropped_at": [NOON],
    "drop_signature": ["00" * 32],
}


def choices(values: dict[str, list[object]]) -> st.SearchStrategy[tuple[str, object]]:
    return st.sampled_from([(name, value) for name, several in values.items() for value in several])


def named(findings: list[Finding], entry: AuditEntry) -> bool:
    """Returns whether the entry is named, by its id or by the place that it had."""
    return any(
        found.entry_id == entry.pk
        or (
            found.kind is FindingKind.ENTRY_REMOVED
            and found.seal == entry.seal
            and (found.position or 0) <= (entry.position or 0) <= (found.last_position or 0)
        )
        for found in findings
    )


async def test_an_audit_as_it_was_written_has_no_findings() -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)

    assert await book.verify() == []
    assert (book.progress.seals, book.progress.entries, book.progress.waiting) == (3, 8, 2)


async def test_an_empty_audit_has_no_findings() -> None:
    assert await (await AuditBook.with_batches()).verify() == []


@settings(deadline=None)
@given(st.integers(0, sum(SIZES) + WAITING - 1), choices(OTHER_VALUES))
async def test_an_entry_that_was_changed_is_named(index: int, change: tuple[str, object]) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)
    entry, (name, value) = (await book.entries())[index], change
    setattr(entry, name, value)
    await book.change(entry)

    findings = await book.verify()

    assert {found.entry_id for found in findings} == {entry.pk}


@settings(deadline=None)
@given(st.integers(0, sum(SIZES) - 1), choices(OTHER_PLACES))
async def test_an_entry_that_was_moved_is_named(index: int, change: tuple[str, object]) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)
    entry, (name, value) = (await book.entries())[index], change
    before = copy_of(entry)
    setattr(entry, name, value)
    await book.change(entry)

    findings = await book.verify()

    assert named(findings, before) is (value != getattr(before, name))


@settings(deadline=None)
@given(st.sets(st.integers(0, sum(SIZES) - 1), min_size=1, max_size=3))
async def test_entries_that_were_removed_are_named_by_their_places(indexes: set[int]) -> None:
    book = await AuditBook.with_batches(*SIZES)
    removed = [entry for index, entry in enumerate(await book.entries()) if index in indexes]
    await book.remove(*removed)

    findings = await book.verify()

    assert {found.kind for found in findings} == {FindingKind.ENTRY_REMOVED}
    assert all(named(findings, entry) for entry in removed)
    gaps = [(found.seal, found.position, found.last_position) for found in findings]
    assert sum((last or 0) - (first or 0) + 1 for _seal, first, last in gaps) == len(removed)


@settings(deadline=None)
@given(
    st.integers(0, sum(SIZES) + WAITING - 1),
    st.sampled_from([None, 0, 1, 2, 3, 4, 99]),
    st.sampled_from([None, 0, 1, 3, 4, 99]),
)
async def test_an_entry_that_was_inserted_is_named(model: int, seal: int | None, position: int | None) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)
    entry = copy_of((await book.entries())[model], pk=uuid4(), seal=seal, position=position)
    await book.insert(entry)

    kinds = {found.kind for found in await book.verify() if found.entry_id == entry.pk}
    assert FindingKind.ENTRY_CHANGED in kinds
    assert (FindingKind.ENTRY_INSERTED in kinds) is (seal in range(len(SIZES) + 1))


@pytest.mark.parametrize("seal", [0, -1, len(SIZES)])
async def test_a_waiting_entry_that_was_kept_from_being_sealed_is_named(seal: int) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=1)
    entry = (await book.entries())[-1]
    entry.seal = seal
    await book.change(entry)

    findings = await book.verify()

    assert findings == [Finding(kind=FindingKind.ENTRY_INSERTED, seal=seal, entry_id=entry.pk)]


@settings(deadline=None)
@given(
    st.lists(st.integers(0, sum(SIZES) - 1), min_size=2, max_size=2, unique=True),
    st.sampled_from([("seal", "position"), ("seal", "position", "membership")]),
)
async def test_two_entries_that_changed_places_are_named(indexes: list[int], names: tuple[str, ...]) -> None:
    book = await AuditBook.with_batches(*SIZES)
    entries = await book.entries()
    one, other = entries[indexes[0]], entries[indexes[1]]
    for name in names:
        kept = getattr(one, name)
        setattr(one, name, getattr(other, name))
        setattr(other, name, kept)
    await book.change(one, other)

    findings = await book.verify()

    assert {found.kind for found in findings} == {FindingKind.ENTRY_MOVED}
    assert {found.entry_id for found in findings} == {one.pk, other.pk}


@settings(deadline=None)
@given(st.integers(0, len(SIZES) - 1), choices(OTHER_SEALS))
async def test_a_seal_that_was_changed_is_named(index: int, change: tuple[str, object]) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)
    seal, (name, value) = (await book.seals())[index], change
    numbers = {seal.number, value} if name == "number" else {seal.number}
    is_changed = getattr(seal, name) != value
    setattr(seal, name, value)
    await book.change(seal)

    findings = await book.verify()

    assert any(found.seal in numbers for found in findings) is is_changed


@pytest.mark.parametrize("index", range(len(SIZES)))
@pytest.mark.parametrize("with_entries", [False, True])
async def test_a_seal_that_was_removed_is_named(index: int, *, with_entries: bool) -> None:
    book = await AuditBook.with_batches(*SIZES, waiting=WAITING)
    seal = (await book.seals())[index]
    theirs = [entry for entry in await book.entries() if entry.seal == seal.number]
    await book.remove(seal, *(theirs if with_entries else ()))

    findings = await book.verify()

    is_the_end = index == len(SIZES) - 1 and with_entries
    removed = Finding(kind=FindingKind.SEAL_REMOVED, seal=seal.number, last_seal=seal.number)
    assert findings == ([] if is_the_end else [removed])


async def test_two_seals_that_changed_places_are_named() -> None:
    book = await AuditBook.with_batches(2, 2)
    first, second = await book.seals()
    await book.remove(first, second)
    async with book.begin() as work:
        for seal, number in ((first, 2), (second, 1)):
            await work.audit_seals.create(AuditSeal.restore({**seal.values(), "number": number}))
        await work.commit()

    assert {found.seal for found in await book.verify()} == {1, 2}


async def test_a_seal_of_somebody_with_the_key_over_other_entries_is_found() -> None:
    book = await AuditBook.with_batches(2, 2)
    first, second = await book.seals()
    other = await AuditBook.with_batches(2)
    (forged,) = await other.seals()
    await book.change(AuditSeal.restore({**forged.values(), "pk": first.pk, "version": first.version}))

    kinds = {(found.kind, found.seal) for found in await book.verify()}

    assert (FindingKind.ENTRY_MOVED, 1) in kinds
    assert (FindingKind.SEAL_CONTRADICTED, second.number) in kinds


async def test_a_root_of_somebody_with_the_key_that_fits_no_entries_is_found() -> None:
    book = await AuditBook.with_batches(2)
    (seal,), entries = await book.seals(), await book.entries()
    seal.root = "00" * 32
    seal.signature = SEAL_MAC.sign(seal.canonical())
    for position, entry in enumerate(entries):
        entry.membership = SEAL_MAC.sign(membership_form(entry, position, seal.hash()))
    await book.change(seal, *entries)

    assert await book.verify() == [Finding(kind=FindingKind.SEAL_CONTRADICTED, seal=1)]


async def test_a_verification_goes_on_after_a_seal() -> None:
    book = await AuditBook.with_batches(*SIZES)
    changed = (await book.entries())[0]
    changed.action = "user.unlocked"
    await book.change(changed)

    assert await book.verify(after=1) == []
    assert book.progress.entries == sum(SIZES[1:])


async def test_a_verification_ends_in_time_and_says_where() -> None:
    book, findings = await AuditBook.with_batches(*[1] * 8), list[Finding]()

    progress = await book.verify_seals(findings.append, until=book.clock.now())

    assert (progress.is_whole, progress.seal) == (False, None)
    assert (await book.verify_seals(findings.append)).is_whole


async def test_entries_of_an_unknown_key_are_not_called_changed() -> None:
    book = await AuditBook.with_batches(2)
    entry = (await book.entries())[0]
    entry.key_id = "00" * 8
    await book.change(entry)

    kinds = [found.kind for found in await book.verify()]

    assert FindingKind.KEY_UNKNOWN in kinds
    assert FindingKind.ENTRY_CHANGED not in kinds


async def test_an_audit_of_keys_that_are_not_at_hand_is_named_once_for_each_batch() -> None:
    book, findings = await AuditBook.with_batches(2, 3, waiting=1), list[Finding]()
    other = HmacAuditMac(bytes(range(7, 39)))

    await VerifySeals(book.read, book.clock, Verification(other.verify, other.verify))(findings.append)

    (waiting,) = [entry for entry in await book.entries() if entry.seal is None]
    assert findings == [
        Finding(kind=FindingKind.KEY_UNKNOWN, seal=1),
        Finding(kind=FindingKind.KEY_UNKNOWN, seal=2),
        Finding(kind=FindingKind.KEY_UNKNOWN, entry_id=waiting.pk),
    ]


async def test_an_entry_of_an_unknown_batch_that_was_changed_is_found() -> None:
    book, findings = await AuditBook.with_batches(2), list[Finding]()
    other = HmacAuditMac(bytes(range(7, 39)))
    entry = (await book.entries())[0]
    entry.action = "user.unlocked"
    await book.change(entry)

    await VerifySeals(book.read, book.clock, Verification(ENTRY_MAC.verify, other.verify))(findings.append)

    assert [(found.kind, found.entry_id) for found in findings] == [
        (FindingKind.KEY_UNKNOWN, None),
        (FindingKind.ENTRY_CHANGED, entry.pk),
    ]


async def test_a_text_without_its_salt_is_changed_and_a_salt_without_its_text_too() -> None:
    book = await AuditBook.with_batches(2)
    one, other = await book.entries()
    one.origin_salt, other.detail = None, None
    await book.change(one, other)

    findings = [(found.kind, found.entry_id, found.part) for found in await book.verify()]

    assert findings == [
        (FindingKind.TEXT_CHANGED, one.pk, "origin"),
        (FindingKind.TEXT_CHANGED, other.pk, "detail"),
    ]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("waiting", [0, 1])
async def test_an_erased_text_is_found_while_its_owner_has_an_account(waiting: int, *, is_there: bool) -> None:
    book = await AuditBook.with_batches(1 - waiting, waiting=waiting)
    if is_there:
        async with book.begin() as work:
            await work.users.bulk_create([account("a@example.org", pk=GRACE), account("b@example.org", pk=ADA)])
            await work.commit()
    (entry,) = await book.entries()
    entry.origin = entry.origin_salt = entry.detail = entry.detail_salt = None
    await book.change(entry)

    findings = [(found.kind, found.entry_id, found.part) for found in await book.verify()]

    erased = [(FindingKind.TEXT_ERASED, entry.pk, part) for part in ("origin", "detail")]
    assert findings == (erased if is_there else [])


async def test_an_erased_text_of_no_owner_is_found() -> None:
    book = await AuditBook.with_batches()
    await book.write(1, actor=AuditActor(kind=ActorKind.OPERATOR), person_id=None)
    (entry,) = await book.entries()
    entry.origin = entry.origin_salt = None
    await book.change(entry)

    assert [found.kind for found in await book.verify()] == [FindingKind.TEXT_ERASED]
