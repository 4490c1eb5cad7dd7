import logging
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import attrs

from application.audit.services.verify_seals import Progress, VerifySeals
from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import ReadWork, UnitOfWork
from domain.audit.finding import Finding
from domain.audit.verification_run import VerificationRun

EVERY = timedelta(days=1)
SLICE = timedelta(seconds=30)
"""The time after which a job ends; another one, which follows at once, continues the verification."""
MAX_LOGGED = 100
"""Findings of one job that are logged."""
_logger = logging.getLogger("cortex.audit")


@attrs.frozen
class VerifyAuditJob(Job):
    """Verifies the audit, or continues the verification ``run_id``."""

    name = "verify_audit"
    run_id: UUID | None = None


@attrs.frozen(eq=False, repr=False)
class RunVerification(JobHandler[VerifyAuditJob]):
    """Verifies the audit slice by slice, and logs what it finds."""

    read: ReadWork
    verify: VerifySeals
    enqueue: Enqueue
    clock: Clock
    ids: IdFactory

    async def __call__(self, job: VerifyAuditJob) -> Effect | None:
        run = await self._run_of(job)
        findings: list[Finding] = []
        progress = await self.verify(findings.append, after=run.seal, until=self.clock.now() + SLICE)
        _log(findings)
        return partial(self._store, run, progress, len(findings))

    async def _run_of(self, job: VerifyAuditJob) -> VerificationRun:
        """Returns the run that the job continues, or a new one."""
        async with self.read() as work:
            stored = await work.audit_verifications.select_one(VerificationRun.pk == job.run_id) if job.run_id else None
        return stored or VerificationRun.begin(self.ids.ordered(), at=self.clock.now())

    async def _store(self, run: VerificationRun, progress: Progress, findings: int, work: UnitOfWork) -> None:
        is_new = not await work.audit_verifications.exists(VerificationRun.pk == run.pk)
        seal = progress.seal.number if progress.seal else None
        run.advance(seal=seal, entries=progress.entries + progress.waiting, findings=findings)
        if progress.is_whole:
            run.end(at=self.clock.now())
        else:
            await self.enqueue(work, VerifyAuditJob(run_id=run.pk))
        if is_new:
            await work.audit_verifications.create(run)
        else:
            await work.audit_verifications.update(run)


def _log(findings: Sequence[Finding]) -> None:
    for finding in findings[:MAX_LOGGED]:
        _logger.error(
            "audit_finding",
            extra={
                "kind": finding.kind.value,
                "seal": finding.seal,
                "position": finding.position,
                "entry_id": str(finding.entry_id) if finding.entry_id else None,
            },
        )
