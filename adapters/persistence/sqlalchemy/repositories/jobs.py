from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.functions import UserOfArguments
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.job_repository import JobRepository
from domain.jobs.stored_job import StoredJob


class SqlAlchemyJobRepository(SqlAlchemyRepository[StoredJob], JobRepository):
    """The jobs, in the table ``stored_jobs``."""

    async def select_due(self, now: datetime, limit: int, *, takes_over: bool = True) -> Sequence[StoredJob]:
        """On PostgreSQL, relays that select at the same time get different jobs, as rows that one has locked are
        skipped."""
        self._unit.require_writable()
        due = StoredJob.due(now, takes_over=takes_over)
        return await self._table_rows.claim(due, StoredJob.pk.asc(), limit=limit)

    async def select_about(self, user_id: UUID) -> Sequence[StoredJob]:
        """Uses the index ``ix_stored_jobs_user``."""
        self._unit.require_open()
        table = entity_table(StoredJob)
        return await self._table_rows.select_where(UserOfArguments(table.key("arguments")) == str(user_id))
