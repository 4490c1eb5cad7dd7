"""Rows of SQLite are read in the thread of the event loop, unless that takes long."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import attrs
import pytest

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects.sqlite_point_reads import (
    AVOIDED_SECONDS,
    SLOW_READS,
    SLOW_SECONDS,
    SqlitePointReader,
)
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.point_select import PointSelect
from domain.accounts.user import User


@attrs.define
class Pool:
    """Counts the reads that are left to it, and finds nothing."""

    reads: int = 0

    async def __call__(self, statement: str, parameters: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        self.reads += 1
        return []


@attrs.define
class Clock:
    """A clock that goes on by ``step`` seconds each time it is read."""

    step: float = 0.0
    time: float = 0.0

    def __call__(self) -> float:
        self.time += self.step
        return self.time


@pytest.fixture
def pool() -> Pool:
    return Pool()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def reader(tmp_path: Path, pool: Pool, clock: Clock) -> AsyncIterator[SqlitePointReader[User]]:
    path = tmp_path / "cortex.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open()
    await migrate(database)
    dialect = database._engines()[1].reader.dialect
    reader = SqlitePointReader(str(path), dialect, PointSelect(entity_table(User), lambda user: user), pool, clock)
    yield reader
    await reader.close()
    await database.close()


async def test_a_quick_read_takes_no_thread(reader: SqlitePointReader[User], pool: Pool) -> None:
    assert await reader(uuid4()) is None
    assert pool.reads == 0


async def test_slow_reads_in_a_row_send_the_next_ones_to_the_pool_for_a_while(
    reader: SqlitePointReader[User], pool: Pool, clock: Clock
) -> None:
    clock.step = 2 * SLOW_SECONDS
    for _ in range(SLOW_READS):
        await reader(uuid4())
    assert pool.reads == 0
    clock.step = 0.0
    await reader(uuid4())
    assert pool.reads == 1
    clock.time += AVOIDED_SECONDS
    await reader(uuid4())
    assert pool.reads == 1


async def test_one_slow_read_alone_changes_nothing(reader: SqlitePointReader[User], pool: Pool, clock: Clock) -> None:
    for step in (2 * SLOW_SECONDS, 0.0) * SLOW_READS:
        clock.step = step
        await reader(uuid4())
    assert pool.reads == 0


async def test_a_read_that_fails_is_left_to_the_pool_which_knows_what_the_error_means(
    reader: SqlitePointReader[User], pool: Pool, tmp_path: Path
) -> None:
    await reader.close()
    empty(tmp_path)
    await reader(uuid4())
    assert pool.reads == 1
    assert is_empty(tmp_path), "nobody made a new database"


def empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def is_empty(folder: Path) -> bool:
    return not list(folder.iterdir())
