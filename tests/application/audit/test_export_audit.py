import pytest

from application.audit import export_audit
from application.audit.export_audit import SEALS_AT_ONCE, ExportAudit
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal
from tests.support.audit_book import AuditBook


async def exported(book: AuditBook) -> list[AuditSeal | AuditEntry]:
    rows: list[AuditSeal | AuditEntry] = []
    await ExportAudit(book.read)(rows.append)
    return rows


@pytest.mark.parametrize("waiting", [0, 1, 3, 4])
async def test_every_seal_is_followed_by_its_entries_and_then_come_those_that_wait(
    waiting: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_audit, "WAITING_AT_ONCE", 3)
    book = await AuditBook.with_batches(*([2, 1] * SEALS_AT_ONCE), waiting=waiting)
    entries = await book.entries()
    expected: list[AuditSeal | AuditEntry] = []
    for seal in await book.seals():
        expected += [seal, *(entry for entry in entries if entry.seal == seal.number)]
    expected += [entry for entry in entries if entry.seal is None]
    assert len(expected) == 2 * SEALS_AT_ONCE + 3 * SEALS_AT_ONCE + waiting
    assert [row.pk for row in await exported(book)] == [row.pk for row in expected]


async def test_an_export_of_nothing_is_empty() -> None:
    assert await exported(await AuditBook.with_batches()) == []
