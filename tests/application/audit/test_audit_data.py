"""The audit of an account that goes: what belongs to the person is erased, and what proves the rest stays."""

from uuid import UUID

import pytest

from application.audit.services import audit_data
from application.audit.services.audit_data import AUDIT
from domain.audit.act import ActorKind, AuditActor, Origin
from domain.audit.view import EntryView
from tests.support.audit import ADA, GRACE, NOON
from tests.support.audit_book import AuditBook

EVE = UUID(int=3)
BY_ADA = AuditActor(kind=ActorKind.CUSTOMER, id=ADA)
BY_EVE = AuditActor(kind=ActorKind.CUSTOMER, id=EVE)


async def erase(book: AuditBook, user_id: UUID) -> None:
    assert AUDIT.erase is not None
    async with book.begin() as work:
        await AUDIT.erase(work, user_id)
        await work.commit()


@pytest.mark.parametrize("batch", [1, 2, 500])
async def test_every_personal_part_of_a_person_is_erased_and_the_audit_stays_whole(
    monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(audit_data, "BATCH", batch)
    book = await AuditBook.with_batches()
    await book.write(3)
    await book.write(2, actor=BY_ADA)
    await book.write(1, actor=BY_EVE, person_id=EVE)
    await book.seal()
    await erase(book, ADA)
    parts = [(entry.origin is None, entry.detail is None) for entry in await book.entries()]
    assert parts == [*[(False, True)] * 3, *[(True, True)] * 2, (False, False)]
    assert [entry.origin_salt is None for entry in await book.entries()] == [False] * 3 + [True] * 2 + [False]


async def test_an_export_has_what_a_person_did_and_what_was_done_to_them_newest_first() -> None:
    book = await AuditBook.with_batches()
    await book.write(1)
    await book.write(1, actor=BY_ADA, at=NOON.replace(hour=13))
    await book.write(1, actor=BY_EVE, person_id=EVE)
    assert AUDIT.read is not None
    async with book.read() as work:
        shown = await AUDIT.read(work, ADA)
    assert isinstance(shown, list)
    hers, on_her = shown
    assert isinstance(hers, EntryView)
    assert (hers.at.hour, hers.actor.id, hers.origin.ip) == (13, ADA, "192.0.2.7")
    assert (on_her.actor.id, on_her.origin, on_her.subject.id) == (None, Origin(), ADA)
    assert GRACE not in {on_her.person_id, on_her.subject.id}
