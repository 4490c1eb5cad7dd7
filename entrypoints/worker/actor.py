"""The one actor of the service: one message, one use case."""

import asyncio
import logging
from uuid import UUID

from dramatiq import Broker, actor

from application.jobs.run_job import RunJob
from domain.jobs.stored_job import JobPolicy
from entrypoints.worker.in_flight import JobsInFlight

_logger = logging.getLogger("cortex.jobs")
BACKSTOP_MS = 10_000
"""How much later than the job's own time limit the broker's strikes."""


def declare_actor(
    broker: Broker, run: RunJob, policy: JobPolicy, in_hand: JobsInFlight, *, actor_name: str, queue_name: str
) -> None:
    """Lets the broker run jobs. A message whose job could not even be begun is dropped: its row becomes due again."""

    async def run_job(job_id: str) -> None:
        try:
            with in_hand.one():
                await run(UUID(job_id))
        except asyncio.CancelledError:
            _logger.info("job %s is given back", job_id)
        except Exception:
            _logger.exception("job %s could not be begun or marked", job_id)

    time_limit = policy.time_limit.total_seconds() * 1000 + BACKSTOP_MS
    actor(broker=broker, actor_name=actor_name, queue_name=queue_name, time_limit=time_limit)(run_job)
