import asyncio
import logging
from datetime import timedelta
from uuid import UUID

import attrs

from application.jobs.services.job_handler import Effect
from application.jobs.services.job_registry import JobRegistry
from application.jobs.services.lease import Leases
from application.ports.clock import Clock
from application.ports.meter import Meter
from application.ports.tracer import Kind, Tracer
from application.ports.unit_of_work import BeginWork
from application.request_context import set_job_id, set_language, set_request_id
from application.retry import retry_lost_race
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.redaction import described

DONE, FAILED = "done", "failed"
_logger = logging.getLogger("cortex.jobs")


@attrs.frozen(eq=False, repr=False)
class RunJob:
    """Makes one attempt at a job. Its changes to the database are made in the transaction that marks it done, and only
    if no other worker has taken the job over meanwhile: exactly once. What it did elsewhere, such as a mail, is not
    repeated because the database is away for a moment: it is asked again every ``pause``, within the time limit. A
    cancelled attempt is released."""

    begin: BeginWork
    clock: Clock
    registry: JobRegistry
    leases: Leases
    meter: Meter
    tracer: Tracer
    policies: JobPolicies
    pause: timedelta = timedelta(seconds=0.5)

    async def __call__(self, job_id: UUID) -> None:
        stored = await self._start(job_id)
        if stored is None:
            return
        began = self.clock.now()
        set_job_id(stored.pk)
        set_request_id(stored.request_id)
        set_language(stored.language)
        with self.tracer.span(Kind.JOB, f"job {stored.name}", stored.trace) as span:
            outcome = await self._attempt(stored)
            attributes = {"cortex.job_id": str(stored.pk), "cortex.request_id": stored.request_id}
            span.annotate(f"job {stored.name}", attributes, failed=outcome == FAILED)
        seconds = (self.clock.now() - began).total_seconds()
        self.meter.attempted(stored.name, outcome, seconds)
        _log_attempt(stored, outcome, seconds)

    async def _attempt(self, stored: StoredJob) -> str:
        """Returns the outcome."""
        try:
            async with (
                self.leases.hold(stored),
                asyncio.timeout(self.policies.of(stored.name).time_limit.total_seconds()),
            ):
                effect = await self.registry.perform(stored)
                while not await self._is_finished(stored, effect):  # noqa: ASYNC110  # what is asked is a database
                    await asyncio.sleep(self.pause.total_seconds())
        except asyncio.CancelledError:
            await self._release(stored)
            raise
        except Exception as error:
            _logger.warning(
                "job_attempt_failed", extra={"job": stored.name, "attempt": stored.attempts}, exc_info=error
            )
            await self._fail(stored, error)
            return FAILED
        return DONE

    @retry_lost_race
    async def _start(self, job_id: UUID) -> StoredJob | None:
        async with self.begin() as work:
            stored = await work.jobs.select_one(StoredJob.pk == job_id)
            if stored is None or not stored.start(now=self.clock.now(), policy=self.policies.of(stored.name)):
                return None
            await work.jobs.update(stored)
            await work.commit()
        return stored

    async def _is_finished(self, attempt: StoredJob, effect: Effect | None) -> bool:
        """Returns whether the database was there to store the end of the attempt."""
        try:
            await self._finish(attempt, effect)
        except ServiceUnavailableException:
            return False
        return True

    @retry_lost_race
    async def _finish(self, attempt: StoredJob, effect: Effect | None) -> None:
        async with self.begin() as work:
            stored = await work.jobs.get_by_id(attempt.pk)
            if not stored.is_current_attempt(attempt.attempts):
                return
            if effect is not None:
                await effect(work)
            stored.finish()
            await work.jobs.update(stored)
            await work.commit()

    @retry_lost_race
    async def _fail(self, attempt: StoredJob, error: Exception) -> None:
        async with self.begin() as work:
            stored = await work.jobs.get_by_id(attempt.pk)
            if stored.is_current_attempt(attempt.attempts):
                stored.fail(described(error), now=self.clock.now(), policy=self._policy_after(error, stored))
                await work.jobs.update(stored)
                await work.commit()

    def _policy_after(self, error: Exception, stored: StoredJob) -> JobPolicy:
        """Returns the policy for the next attempt: a server that does not answer comes back, other failures recur."""
        is_away = isinstance(error, ServiceUnavailableException)
        return self.policies.of(stored.name) if is_away else self.policies.usual

    @retry_lost_race
    async def _release(self, attempt: StoredJob) -> None:
        async with self.begin() as work:
            stored = await work.jobs.get_by_id(attempt.pk)
            if stored.is_current_attempt(attempt.attempts):
                stored.release(now=self.clock.now(), policy=self.policies.of(stored.name))
                await work.jobs.update(stored)
                await work.commit()


def _log_attempt(stored: StoredJob, outcome: str, seconds: float) -> None:
    milliseconds = round(seconds * 1000, 1)
    _logger.info(
        "job_attempt_ended",
        extra={"job": stored.name, "outcome": outcome, "attempt": stored.attempts, "ms": milliseconds},
    )
