"""The release before this one goes on with its statements while its schema is migrated up and down again."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import attrs
import pytest
from sqlalchemy import Boolean, Column, ColumnElement, Connection, Integer, MetaData, Table, Uuid, func, select
from sqlalchemy.types import DateTime

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations.upgrading import downgrade, upgrade
from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.retry import retry_lost_race
from tests.contracts.databases import on_postgresql, on_sqlite
from tests.support.eventually import eventually

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")

LAST_RELEASE = "0010"
"""The newest revision that the release before knows."""
WRITTEN_TO = ("users", "sessions", "one_time_tokens", "stored_jobs")
WRITERS = 3
SOME = 30


@attrs.define
class LastRelease:
    """Writes, reads and changes rows of every table, with the columns that it knows."""

    database: Database
    tables: Mapping[str, Table]
    written: int = 0

    async def work(self) -> None:
        while True:
            for table in self.tables.values():
                await self._write_and_change(table)
            self.written += 1

    async def _write_and_change(self, table: Table) -> None:
        row = {column.name: _value(column) for column in table.columns if not column.nullable}
        async with self.database.write() as transaction:
            await transaction.execute(table.insert().values(row))
            await transaction.commit()
        await self._change(table, row)

    @retry_lost_race
    async def _change(self, table: Table, row: Mapping[str, object]) -> None:
        """As the service does it: whoever loses a race, here against a migration, comes again."""
        is_row = table.c.id == row["id"]
        async with self.database.write() as transaction:
            stored = (await transaction.execute(select(table).where(is_row))).mappings().one()
            assert {name: stored[name] for name in row} == row
            await transaction.execute(table.update().where(is_row).values(version=2))
            await transaction.commit()

    async def count(self) -> dict[str, tuple[int, int]]:
        """The number of rows of each table, and of those that were changed after they were written."""
        async with self.database.read() as transaction:
            return {
                name: (await _count(transaction, table), await _count(transaction, table, table.c.version == 2))
                for name, table in self.tables.items()
            }


async def _count(transaction: Transaction, table: Table, *conditions: "ColumnElement[bool]") -> int:
    counted = select(func.count()).select_from(table).where(*conditions)
    return int((await transaction.execute(counted)).scalar_one())


_numbers = count()


def _value(column: "Column[Any]") -> object:
    """A value of the column's type, new at each call; texts are JSON, as one index wants."""
    match column.type:
        case Uuid():
            return uuid4()
        case Boolean():
            return True
        case Integer():
            return 1
        case DateTime(timezone=True):
            return datetime.now(UTC)
        case DateTime():
            return datetime.now(UTC).replace(tzinfo=None)
        case _:
            return uuid4().hex if column.name == "id" else f'"word-{next(_numbers)}"'


def _reflected(connection: Connection) -> dict[str, Table]:
    known = MetaData()
    known.reflect(connection, only=WRITTEN_TO)
    return {name: known.tables[name] for name in WRITTEN_TO}


@pytest.fixture(params=[on_sqlite, on_postgresql])
async def databases(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Database, Database]]:
    """One database, opened by two processes' worth of connections; it has the schema of the release before."""
    async with request.param(tmp_path) as url:
        both = Database(url, timeout=30), Database(url, timeout=30)
        for database in both:
            await database.open()
        async with both[0].migration() as transaction:
            await transaction.connection.run_sync(upgrade, LAST_RELEASE)
            await transaction.commit()
        yield both
        for database in both:
            await database.close()


async def test_the_last_release_loses_nothing_while_its_database_is_migrated_up_and_down(
    databases: tuple[Database, Database],
) -> None:
    database, migrating = databases
    async with database.read() as transaction:
        last = LastRelease(database, await transaction.connection.run_sync(_reflected))
    writers = [asyncio.create_task(last.work()) for _writer in range(WRITERS)]
    try:
        await has_written(last, writers)
        for step, revision in ((upgrade, newest_revision()), (downgrade, LAST_RELEASE), (upgrade, newest_revision())):
            async with migrating.migration() as transaction:
                await transaction.connection.run_sync(step, revision)
                await transaction.commit()
            await has_written(last, writers)
    finally:
        await ended(writers)
    for every, changed in (await last.count()).values():
        assert every >= changed >= 4 * SOME
        assert every - changed <= WRITERS


async def has_written(last: LastRelease, writers: list[asyncio.Task[None]]) -> None:
    """Waits until there is some more of every kind; raises what a writer has raised."""
    wanted = last.written + SOME

    async def holds() -> bool:
        for failed in _failed(writers):
            raise failed
        return last.written >= wanted

    await eventually(holds)


def _failed(writers: list[asyncio.Task[None]]) -> Iterator[BaseException]:
    for writer in writers:
        if writer.done() and (error := writer.exception()):
            yield error


async def ended(writers: list[asyncio.Task[None]]) -> None:
    for writer in writers:
        writer.cancel()
    for writer in writers:
        with suppress(asyncio.CancelledError):
            await writer
