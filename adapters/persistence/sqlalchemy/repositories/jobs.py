from collections.abc import Sequence
from datetime import datetime

from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.job_repository import JobRepository
from domain.jobs.stored_job import StoredJob


class SqlAlchemyJobRepository(SqlAlchemyRepository[StoredJob], JobRepository):
    """The jobs, in the table ``stored_jobs``."""

    async def select_due(self, now: datetime, limit: int) -> Sequence[StoredJob]:
        """Several relays that look at once each find others, where the database can keep them apart."""
        self._unit.require_writable()
        return await self._table_rows.claim(StoredJob.due(now), StoredJob.pk.asc(), limit=limit)
