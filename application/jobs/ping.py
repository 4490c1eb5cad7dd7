import logging

import attrs

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler

_logger = logging.getLogger("cortex.jobs")


@attrs.frozen
class Ping(Job):
    """Shows that jobs are done."""


@attrs.frozen
class AnswerPing(JobHandler[Ping]):
    async def __call__(self, job: Ping) -> Effect | None:
        _logger.info("pong")
        return None
