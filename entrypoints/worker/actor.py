"""The single Dramatiq actor: each message runs one use case."""

import asyncio
import logging
from uuid import UUID

from dramatiq import Broker, actor

from application.jobs.run_job import RunJob
from domain.jobs.job_policy import JobPolicy
from entrypoints.worker.in_flight import JobsInFlight

_logger = logging.getLogger("cortex.jobs")
BACKSTOP_MS = 10_000
"""Milliseconds by which the broker's time limit exceeds that of the job."""


def declare_actor(
    broker: Broker, run: RunJob, policy: JobPolicy, in_flight: JobsInFlight, *, actor_name: str, queue_name: str
) -> None:
    """Declares the actor that runs jobs. A message is dropped if its job cannot be started or finished in storage: its
    row becomes due again."""

    async def run_job(job_id: str) -> None:
        try:
            with in_flight.track():
                await run(UUID(job_id))
        except asyncio.CancelledError:
            _logger.info("job_released", extra={"job_id": job_id})
        except Exception:
            _logger.exception("job_not_recorded", extra={"job_id": job_id})

    time_limit = policy.time_limit.total_seconds() * 1000 + BACKSTOP_MS
    actor(broker=broker, actor_name=actor_name, queue_name=queue_name, time_limit=time_limit)(run_job)
