from collections.abc import Mapping
from typing import Any

import attrs

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.stored_job import StoredJob


@attrs.frozen(eq=False, repr=False)
class JobRegistry:
    """The handler of each class of jobs: ``{PingJob: ping}``."""

    handlers: Mapping[type[Job], JobHandler[Any]]

    async def perform(self, stored: StoredJob) -> Effect | None:
        """Runs the handler of a stored job. Raises ``LookupError`` for a job without a handler, ``TypeError`` or
        ``ValueError`` for arguments that do not fit, and anything that the handler raises."""
        for kind, handler in self.handlers.items():
            if kind.name == stored.name:
                return await handler(kind.of(stored.arguments))
        raise LookupError(f"no handler is registered for job {stored.name!r}")
