"""The service verifies the audit by itself, slice by slice."""

import logging
from datetime import timedelta

import pytest

from application.audit import run_verification
from application.audit.measure_audit import MeasureAudit
from application.audit.run_verification import VerifyAuditJob
from application.audit.services.audit_retention import VERIFICATIONS_KEPT, audit_retentions
from application.ports.meter import AuditFigures
from domain.audit.verification_run import VerificationRun
from tests.support.audit import SEAL_MAC
from tests.support.audit_book import AuditBook


async def run(book: AuditBook, job: VerifyAuditJob | None = None) -> list[VerifyAuditJob]:
    """Runs a job, and returns those that it left behind."""
    effect = await book.run(job or VerifyAuditJob())
    assert effect is not None
    async with book.begin() as work:
        before = {stored.pk for stored in await work.jobs.select_all()}
        await effect(work)
        left = [stored for stored in await work.jobs.select_all() if stored.pk not in before]
        await work.commit()
    return [VerifyAuditJob.of(stored.arguments) for stored in left]


async def runs(book: AuditBook) -> list[VerificationRun]:
    async with book.read() as work:
        return await work.audit_verifications.select_all()


async def test_a_verification_is_recorded() -> None:
    book = await AuditBook.with_batches(2, 1, waiting=1)

    assert await run(book) == []

    (stored,) = await runs(book)
    assert (stored.seal, stored.entries, stored.findings) == (2, 4, 0)
    assert stored.began_at == stored.ended_at == book.clock.now()


async def test_findings_are_counted_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    book = await AuditBook.with_batches(2)
    entry = (await book.entries())[1]
    entry.action = "user.unlocked"
    await book.change(entry)

    with caplog.at_level(logging.ERROR):
        await run(book)

    (record,) = [record for record in caplog.records if record.message == "audit_finding"]
    expected = {"kind": "entry_changed", "seal": entry.seal, "position": entry.position, "entry_id": str(entry.pk)}
    assert expected.items() <= vars(record).items()
    assert [stored.findings for stored in await runs(book)] == [1]


async def test_a_long_verification_goes_on_in_the_next_job(monkeypatch: pytest.MonkeyPatch) -> None:
    book = await AuditBook.with_batches(*[1] * 12)
    entry = (await book.entries())[0]
    entry.action = "user.unlocked"
    await book.change(entry)
    monkeypatch.setattr(run_verification, "SLICE", timedelta(microseconds=1))
    verified = book.verify_seals.rules.check_seal

    def pass_time(mac: str, content: bytes, key_id: str) -> object:
        book.clock.pass_time(microseconds=1)
        return verified(mac, content, key_id)

    object.__setattr__(book.verify_seals.rules, "check_seal", pass_time)
    jobs, count = await run(book), 1
    while jobs:
        jobs, count = await run(book, jobs[0]), count + 1

    (stored,) = await runs(book)
    assert count == 4
    assert (stored.seal, stored.entries, stored.findings) == (12, 12, 1)
    assert stored.ended_at is not None


async def test_a_verification_whose_record_is_gone_begins_anew() -> None:
    book = await AuditBook.with_batches(2)
    lost = VerificationRun.begin(book.enqueue.ids.ordered(), at=book.clock.now())

    await run(book, VerifyAuditJob(run_id=lost.pk))

    assert [stored.entries for stored in await runs(book)] == [2]


async def test_figures_are_those_of_the_last_verification_that_ended() -> None:
    book = await AuditBook.with_batches(1, waiting=2)
    measure = MeasureAudit(book.read, book.clock)
    book.clock.pass_time(seconds=7)
    before = await measure()
    await run(book)
    async with book.begin() as work:
        running = VerificationRun.begin(book.enqueue.ids.ordered(), at=book.clock.now() + timedelta(days=1))
        running.findings = 7
        await work.audit_verifications.create(running)
        await work.commit()

    waiting = timedelta(seconds=7)
    assert before == AuditFigures(oldest_waiting=waiting, verified_at=None, findings=0)
    assert await measure() == AuditFigures(oldest_waiting=waiting, verified_at=book.clock.now(), findings=0)


async def test_old_verifications_are_forgotten() -> None:
    book = await AuditBook.with_batches()
    await run(book)
    book.clock.at += VERIFICATIONS_KEPT + timedelta(seconds=1)
    await run(book)
    (retention,) = audit_retentions(book.begin, book.clock, SEAL_MAC, None)

    assert await retention.remove(10) == 1
    assert [stored.ended_at for stored in await runs(book)] == [book.clock.now()]
