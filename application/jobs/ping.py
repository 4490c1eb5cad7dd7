import logging

import attrs

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler

_logger = logging.getLogger("cortex.jobs")


@attrs.frozen
class PingJob(Job):
    """Proves that jobs are run."""

    name = "ping"


@attrs.frozen(eq=False, repr=False)
class Ping(JobHandler[PingJob]):
    """Writes a log line."""

    async def __call__(self, job: PingJob) -> Effect | None:
        _logger.info("ping_answered")
        return None
