from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from application.ports.repository import Repository
from domain.jobs.stored_job import StoredJob


class JobRepository(Repository[StoredJob]):
    """Stored jobs of every status."""

    async def select_due(self, now: datetime, limit: int, *, takes_over: bool = True) -> Sequence[StoredJob]:
        """Returns at most ``limit`` jobs that are due at ``now``, oldest first, for a caller that is about to change
        them: no running ones unless it ``takes_over``."""
        due = StoredJob.due(now, takes_over=takes_over)
        page = await self.paginate(due, sort=StoredJob.pk.asc(), limit=limit, counted=False)
        return page.items

    async def select_about(self, user_id: UUID) -> Sequence[StoredJob]:
        """Returns the jobs whose argument ``user_id`` is this user."""
        return await self.select_all(StoredJob.arguments.contains(f'"user_id": "{user_id}"'))
