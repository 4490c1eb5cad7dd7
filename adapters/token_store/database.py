"""Sessions in the same database as the accounts."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Row

from adapters.batching.lookup import Lookup
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects.dialect import UniqueViolation
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.functions import DatabaseNow
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate
from adapters.persistence.unit_scope import refuse_inside_unit
from adapters.token_store.database_statements import SessionStatements
from application.ports.token_store import SESSIONS_PER_PAGE, SessionPage, StoredSession, TokenStore
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace

_CONSTANT = frozenset({"user_id", "platform", "created_at"})
"""The columns that make a session the one of this person on this platform."""


class DatabaseTokenStore(TokenStore):
    """Each operation is one statement in a transaction of its own; look-ups and replacements of the same moment may
    share one. The time of the store is that of the database plus ``offset``."""

    def __init__(self, database: Database, offset: Callable[[], timedelta] = timedelta) -> None:
        self._database = database
        self._offset = offset
        self._table = entity_table(Session)
        self._statements = SessionStatements(self._table)
        self._update = RowUpdate(self._table, _CONSTANT)
        self._select = PointSelect(self._table, self._stored, [DatabaseNow()])

    async def now(self) -> datetime:
        async with self._database.read_autocommit() as transaction:
            now: datetime = (await transaction.execute(self._statements.now)).scalar_one()
        return now + self._offset()

    async def add(self, session: Session) -> None:
        try:
            await self._change(self._table.insert, self._table.parameters(session.values()))
        except UniqueViolation as violation:
            raise LostRace from violation

    async def find(self, session_id: UUID) -> StoredSession | None:
        refuse_inside_unit()
        return await self.look_up(session_id)

    def look_up(self, session_id: UUID) -> Lookup[StoredSession | None]:
        """Begins to find a session, together with others."""
        return self._database.look_up(self._select, session_id)

    async def replace(self, session: Session) -> bool:
        next_version = session.version + 1
        values = {**session.values(), "version": next_version}
        if await self._database.replace_row(self._update, values, session.version) == 0:
            return False
        session.version = next_version
        return True

    async def remove(self, session_id: UUID) -> bool:
        return await self._change(self._statements.remove, {"pk_": session_id}) == 1

    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        return await self._change(self._statements.remove_many, {"pks_": session_ids})

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        statement, place = self._statements.first_page_of_user, {}
        if after is not None:
            statement, place = self._statements.page_for_user, {"after_": UUID(after)}
        async with self._database.read_autocommit() as transaction:
            asked = {"user_id_": user_id, "limit_": SESSIONS_PER_PAGE + 1, **place}
            rows = (await transaction.execute(statement, asked)).all()
        found = [self._found(row) for row in rows[:SESSIONS_PER_PAGE]]
        return SessionPage(found, str(found[-1].session.pk) if len(rows) > SESSIONS_PER_PAGE else None)

    async def count_for_user(self, user_id: UUID) -> int:
        async with self._database.read_autocommit() as transaction:
            count: int = (
                await transaction.execute(self._statements.count_for_user, {"user_id_": user_id})
            ).scalar_one()
        return count

    async def remove_expired(self, limit: int) -> int:
        return await self._change(self._statements.remove_expired, {"now_": await self.now(), "limit_": limit})

    async def _change(self, statement: Executable, parameters: dict[str, Any]) -> int:
        """Commits a statement and returns the number of rows that it changed."""
        async with self._database.write_autocommit() as transaction:
            changed = (await transaction.execute(statement, parameters)).rowcount
            await transaction.commit()
        return changed

    def _found(self, row: Row[Any]) -> StoredSession:
        return self._stored(self._table.entity(row), row[-1])

    def _stored(self, session: Session, now: datetime) -> StoredSession:
        return StoredSession(session, now + self._offset())
