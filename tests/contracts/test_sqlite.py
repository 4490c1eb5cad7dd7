"""What only SQLite can do wrong."""

import asyncio
import gc
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from uuid import uuid4

import attrs
import pytest
from aiosqlite.core import _connection_worker_thread
from sqlalchemy import text

from adapters.persistence.keyset import filters_after
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects import sqlite_point_reads
from adapters.persistence.sqlalchemy.dialects.dialect import ReferenceViolation
from adapters.persistence.sqlalchemy.dialects.sqlite import READERS
from adapters.persistence.sqlalchemy.dialects.sqlite_driver import WritingConnection, connect
from adapters.persistence.sqlalchemy.dialects.sqlite_point_reads import SLOW_READS
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.filters import condition, ordering
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.repositories.users import SqlAlchemyUserRepository
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork
from domain.access.role import Role
from domain.accounts.session_end import SessionEnd
from domain.accounts.user import User
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.filters import all_of
from domain.shared_kernel.pagination import Position
from tests.contracts.cancellation import at_every_step
from tests.contracts.conformance import RecordingEventSink
from tests.contracts.databases import sqlite_database
from tests.contracts.people import NOON, account

ENOUGH_SECONDS = 30.0
HELD_SECONDS = 0.06
FREE_SECONDS = 0.015
WRITES = 15
TURNS_OF_A_WRITE = 3


def open_connections() -> list[threading.Thread]:
    """The threads of connections that do not end."""
    threads = [thread for thread in threading.enumerate() if _connection_worker_thread.__name__ in thread.name]
    for thread in threads:
        thread.join(ENOUGH_SECONDS)
    return [thread for thread in threads if thread.is_alive()]


async def test_nothing_connects_before_the_first_use(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}")
    with pytest.raises(RuntimeError, match="open"):
        database.read()
    with pytest.raises(RuntimeError, match="open"):
        database.write()

    await database.open()
    assert os.listdir(tmp_path) == []  # noqa: PTH208  # names are enough

    await database.ping()
    await database.close()
    await database.close()
    with pytest.raises(RuntimeError, match="open"):
        await database.ping()


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "oracle://x"])
async def test_a_database_that_cannot_be_kept_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="use"):
        await Database(url).open()


async def test_a_file_that_cannot_be_opened_is_a_service_that_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'cortex.db'}")
    await database.open()

    with pytest.raises(ServiceUnavailableException):
        await database.ping()
    await database.close()


async def test_a_commit_is_on_the_disk_when_it_returns(database: Database) -> None:
    async with database.write() as transaction:
        journal = await transaction.execute(text("PRAGMA journal_mode"))
        synchronous = await transaction.execute(text("PRAGMA synchronous"))

    assert (journal.scalar(), synchronous.scalar()) == ("wal", 2)


async def test_a_foreign_write_lock_stops_writers_and_no_readers(database: Database, tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "cortex.db", isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")

    with pytest.raises(ServiceUnavailableException):
        async with database.write():
            pass
    async with database.read() as transaction:
        assert await SqlAlchemyUserRepository(transaction).count() == 0

    stranger.close()
    async with database.write() as transaction:
        await transaction.commit()


async def test_a_unit_that_writes_has_the_lock_from_its_first_moment(database: Database, tmp_path: Path) -> None:
    stranger = sqlite3.connect(tmp_path / "cortex.db", isolation_level=None, timeout=0)

    async with database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            stranger.execute("BEGIN IMMEDIATE")

    stranger.execute("BEGIN IMMEDIATE")
    stranger.close()


async def test_no_update_is_lost_between_processes(database: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}", timeout=30)
    await other.open()
    ada = account("ada@example.org")
    async with other.write() as transaction:
        await SqlAlchemyUserRepository(transaction).create(ada)
        await transaction.commit()

    async def end_sessions_10_times(side: Database) -> None:
        for _ in range(10):
            async with side.write() as transaction:
                users = SqlAlchemyUserRepository(transaction)
                found = await users.get_by_id(ada.pk)
                await users.update(found, token_version=found.token_version + 1)
                await transaction.commit()

    third = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}", timeout=30)
    await third.open()
    await asyncio.gather(*(end_sessions_10_times(side) for side in (other, third)))

    async with third.read() as transaction:
        assert (await SqlAlchemyUserRepository(transaction).get_by_id(ada.pk)).token_version == 21
    await other.close()
    await third.close()


@attrs.define
class BusyWriter:
    """Another connection that takes the write lock, and again as soon as somebody else could have it."""

    path: Path
    times: int = 0
    holds: threading.Event = attrs.field(factory=threading.Event)
    is_over: threading.Event = attrs.field(factory=threading.Event)

    def run(self) -> None:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=ENOUGH_SECONDS)
        while not self.is_over.wait(FREE_SECONDS):
            connection.execute("BEGIN IMMEDIATE")
            self.holds.set()
            self.is_over.wait(HELD_SECONDS)
            self.holds.clear()
            connection.execute("COMMIT")
            self.times += 1
        self.holds.set()
        connection.close()


async def test_a_process_that_writes_without_a_pause_lets_others_write_too(tmp_path: Path) -> None:
    async with sqlite_database(tmp_path, statement_timeout=ENOUGH_SECONDS) as database:
        busy = BusyWriter(tmp_path / "cortex.db")
        rival = asyncio.create_task(asyncio.to_thread(busy.run))
        try:
            for _ in range(WRITES):
                await asyncio.to_thread(busy.holds.wait, ENOUGH_SECONDS)
                async with database.write() as transaction:
                    await transaction.commit()
        finally:
            busy.is_over.set()
            await rival
    assert busy.times <= WRITES * TURNS_OF_A_WRITE


@pytest.mark.parametrize(
    ("code", "times"),
    [(sqlite3.SQLITE_BUSY, 2), (sqlite3.SQLITE_BUSY_RECOVERY, 2), (sqlite3.SQLITE_BUSY_SNAPSHOT, 1)],
)
async def test_a_lock_that_passes_is_waited_for(tmp_path: Path, code: int, times: int) -> None:
    """A transaction that read before another committed does not get the lock, however long it waits."""
    tried = 0

    def work(_connection: sqlite3.Connection) -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = code
            raise error

    connection = connect(WritingConnection, str(tmp_path / "cortex.db"), timeout=ENOUGH_SECONDS)
    async with connection:
        with suppress(sqlite3.OperationalError):
            await connection.run_in_thread(work)
    assert tried == times


async def test_a_writer_whose_turn_does_not_come_is_told(database: Database) -> None:
    async def wait_in_vain() -> None:
        async with database.write():
            pass

    async with database.write():
        with pytest.raises(ServiceUnavailableException):
            await asyncio.create_task(wait_in_vain())


async def test_a_full_disk_is_a_service_that_is_unavailable(database: Database) -> None:
    async with database.write() as transaction:
        pages = (await transaction.execute(text("PRAGMA page_count"))).scalar_one()
        await transaction.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(ServiceUnavailableException):
            await SqlAlchemyUserRepository(transaction).create(account("a@example.org", password_hash="x" * 100_000))

    async with database.read() as transaction:
        assert await SqlAlchemyUserRepository(transaction).count() == 0
        assert (await transaction.execute(text("PRAGMA integrity_check"))).scalar() == "ok"


async def test_a_commit_that_fails_tells_nothing_and_keeps_nothing(database: Database) -> None:
    event_sink = RecordingEventSink()
    async with database.write() as transaction:
        await transaction.execute(
            text("CREATE TABLE orphans (parent TEXT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)")
        )
        await transaction.commit()

    async with SqlAlchemyBeginWork(database, event_sink)() as work:
        ada = await work.users.create(account("ada@example.org"))
        ada.appoint(Role.OWNER, at=NOON, active_owners=0)
        ada.end_sessions(by=ada.pk, cause=SessionEnd.ENDED, at=NOON)
        await work.transaction.execute(text("INSERT INTO orphans VALUES ('nobody')"))
        with pytest.raises(ReferenceViolation):
            await work.commit()

    assert event_sink.events == []
    async with database.read() as transaction:
        assert not await SqlAlchemyUserRepository(transaction).exists()


async def test_a_reader_cannot_write_even_by_hand(database: Database) -> None:
    async with database.read() as transaction:
        with pytest.raises(ServiceUnavailableException):
            await transaction.execute(text("DELETE FROM users"))


async def test_a_cancelled_task_leaks_no_connection(database: Database) -> None:
    async def use(opening: Callable[[], AbstractAsyncContextManager[Transaction]]) -> None:
        async with opening() as transaction:
            users = SqlAlchemyUserRepository(transaction)
            await users.count()
            await users.count()

    for opening in (database.read, database.write):
        assert await at_every_step(lambda opening=opening: use(opening)) > 3

    for _ in range(2):
        async with database.write(), asyncio.TaskGroup() as tasks:
            for _ in range(READERS):
                tasks.create_task(use(database.read))
    await database.close()
    assert open_connections() == []


@pytest.mark.parametrize("opening", [Database.read, Database.write, Database.migration])
async def test_a_database_that_was_never_used_leaks_no_connection_either(
    tmp_path: Path, opening: Callable[[Database], AbstractAsyncContextManager[Transaction]]
) -> None:
    async def use_and_close() -> None:
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}")
        await database.open()
        try:
            async with opening(database) as transaction:
                await transaction.execute(text("SELECT 1"))
        finally:
            await database.close()

    assert await at_every_step(use_and_close) > 3
    gc.collect()
    assert open_connections() == []


async def test_a_look_up_that_nobody_awaits_leaves_no_connection_when_the_database_closes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_point_reads, "SLOW_SECONDS", -1.0)  # every read is left to a thread
    wanted = PointSelect(entity_table(User), lambda user: user)
    for _ in range(SLOW_READS):
        await database.look_up(wanted, uuid4())

    given_up = database.look_up(wanted, uuid4())
    await asyncio.sleep(0)
    assert database.connections() == 1
    given_up.close()
    await database.close()
    assert open_connections() == []


async def test_a_deep_page_is_read_off_the_index(database: Database) -> None:
    users = entity_table(User)
    for sort in (User.created_at.asc(), User.created_at.desc(), User.last_name.asc()):
        place = Position("lovelace" if sort.field == "last_name" else NOON, account("a@example.org").pk)
        where = condition(all_of(filters_after(place, sort)), users)
        page = users.select.where(where).order_by(*ordering(sort, users)).limit(20)

        async with database.read() as transaction:
            sql = page.compile(transaction.connection.sync_engine)
            plan = await transaction.connection.exec_driver_sql(
                f"EXPLAIN QUERY PLAN {sql}", tuple(f"{sql.params[name]}" for name in sql.positiontup or ())
            )
            (step,) = [row["detail"] for row in plan.mappings()]

        assert step.startswith("SEARCH users USING INDEX ix_users_")
