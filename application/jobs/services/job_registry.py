from collections.abc import Mapping
from typing import Any

import attrs

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.stored_job import StoredJob


@attrs.frozen
class JobRegistry:
    """Who does which job: ``{PingJob: answer_ping}``."""

    handlers: Mapping[type[Job], JobHandler[Any]]

    async def perform(self, stored: StoredJob) -> Effect | None:
        """Raises ``LookupError`` for a job that this release does not know, ``TypeError`` or ``ValueError`` for
        arguments that it does not understand, and whatever the handler raises."""
        for kind, handler in self.handlers.items():
            if kind.name == stored.name:
                return await handler(kind.of(stored.arguments))
        raise LookupError(f"nobody here does {stored.name}")
