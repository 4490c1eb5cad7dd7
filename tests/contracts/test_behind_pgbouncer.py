"""A pooler in transaction mode lends a session of PostgreSQL for one transaction; nothing of it may be relied upon."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlalchemy import event, make_url, text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects import postgresql_liveness
from adapters.persistence.sqlalchemy.dialects.dialect import PoolMode
from adapters.persistence.sqlalchemy.dialects.postgresql_connection import PostgreSqlConnection
from adapters.persistence.sqlalchemy.dialects.postgresql_point_reads import HeldConnection
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.repositories.users import SqlAlchemyUserRepository
from adapters.persistence.sqlalchemy.server_check import describe_pooler
from adapters.token_store.database import DatabaseTokenStore
from domain.accounts.user import User
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from tests.contracts.cancellation import at_every_step
from tests.contracts.databases import opened, postgresql_database
from tests.contracts.people import account, session
from tests.support.servers.pgbouncer import needs_pgbouncer, pgbouncer_to
from tests.support.servers.postgresql import drop_database, emptied_url, new_database

pytestmark = needs_pgbouncer
SETTINGS_OF_CLIENTS = {"application_name", "client_encoding", "DateStyle", "TimeZone", "standard_conforming_strings"}
"""The pooler itself makes them on the server for each client."""
# asyncpg asks the server about the type of the parameter, an array of names, and would make a setting meanwhile
LEFT_BEHIND = """
SELECT name FROM pg_prepared_statements
UNION ALL SELECT name FROM pg_settings WHERE source = 'session' AND name <> ALL ($1)
UNION ALL SELECT 'a lock' FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
UNION ALL SELECT 'a channel' FROM pg_listening_channels()
UNION ALL SELECT 'a table' WHERE pg_my_temp_schema() <> 0
"""
SHORT_TIMEOUT_SECONDS = 0.5
ENOUGH_SECONDS = 30
ROUNDS = 4
"""Enough for every connection to execute a statement again."""
USERS: PointSelect[User | None] = PointSelect(entity_table(User), lambda user: user)


@asynccontextmanager
async def behind_pgbouncer(mode: str = "transaction", *, size: int) -> AsyncIterator[str]:
    """The URL of a pooler with ``size`` connections to a database that is migrated and empty."""
    direct = await emptied_url(of="pgbouncer")
    async with postgresql_database(url=direct), pgbouncer_to(direct, mode, size=size) as pooled:
        yield pooled


@pytest.fixture
async def new() -> AsyncIterator[str]:
    """The URL of a database that was not migrated."""
    url = await new_database()
    yield url
    await drop_database(url)


async def _keep(user: User, database: Database) -> None:
    with suppress(LostRace):
        async with database.write() as transaction:
            users = SqlAlchemyUserRepository(transaction)
            await users.create(user)
            await users.update(user)
            await transaction.commit()
            return
    await _keep(user, database)


async def _use_in_every_way(database: Database) -> None:
    """Units of work, single statements, joined look-ups, and a statement that fails."""
    ada, store = account(f"{uuid4()}@example.org"), DatabaseTokenStore(database)
    await _keep(ada, database)
    begun = session(now=await store.now(), user_id=ada.pk)
    await store.add(begun)
    assert await store.replace(begun)
    async with database.read() as transaction:
        assert await SqlAlchemyUserRepository(transaction).count() > 0
    found, stored = await asyncio.gather(database.look_up(USERS, ada.pk), store.find(begun.pk))
    assert found == ada
    assert stored is not None
    with pytest.raises(Exception, match="nonsense"):
        async with database.read_autocommit() as transaction:
            await transaction.execute(text("SELECT nonsense"))
    await store.remove_many([begun.pk, uuid4()])


async def test_two_services_that_share_two_sessions_of_the_server_do_not_meet_each_others_statements() -> None:
    async with (
        behind_pgbouncer(size=2) as url,
        opened(url, ENOUGH_SECONDS) as one,
        opened(url, ENOUGH_SECONDS) as other,
    ):
        await other.ping()  # so that the same statements have other numbers
        for _time in range(ROUNDS):
            await asyncio.gather(*(_use_in_every_way(database) for database in (one, other) * 2))


async def test_migrations_at_once_come_one_after_the_other(new: str) -> None:
    async with (
        pgbouncer_to(new, "transaction", size=2) as url,
        opened(url) as one,
        opened(url) as other,
        asyncio.timeout(ENOUGH_SECONDS),
        asyncio.TaskGroup() as tasks,
    ):
        both = [tasks.create_task(migrate(database)) for database in (one, other)]
    assert sorted(task.result() for task in both) == [False, True]


async def test_nothing_is_left_behind_in_a_session_of_the_server(new: str) -> None:
    async with pgbouncer_to(new, "transaction", size=1) as url, opened(url) as database:
        await migrate(database)
        await _use_in_every_way(database)
        connection = HeldConnection(database._engines()[1].autocommit_reader)
        left = await connection.fetch(LEFT_BEHIND, list(SETTINGS_OF_CLIENTS))
        await connection.give_back()
    assert left == []


async def test_every_transaction_brings_its_limits_along() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as slow, opened(url, SHORT_TIMEOUT_SECONDS) as hurried:
        for database, limit in ((slow, "10s"), (hurried, "500ms"), (slow, "10s")):
            for opening in (database.read_autocommit, database.write_autocommit, database.read, database.write):
                for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
                    async with opening() as transaction:
                        assert (await transaction.execute(text(f"SHOW {name}"))).scalar() == limit


async def test_a_reader_cannot_write() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as database:
        for opening in (database.read, database.read_autocommit):
            with pytest.raises(ServiceUnavailableException):
                async with opening() as transaction:
                    await transaction.execute(text("DELETE FROM users"))


async def test_a_single_statement_is_undone_unless_it_is_committed() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as database:
        async with database.write_autocommit() as transaction:
            await SqlAlchemyUserRepository(transaction).create(account("ada@example.org"))
        async with database.read() as transaction:
            assert await SqlAlchemyUserRepository(transaction).count() == 0


async def test_a_statement_that_takes_too_long_takes_no_session_of_the_server_along() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url, SHORT_TIMEOUT_SECONDS) as database:
        for _time in range(3):
            with pytest.raises(ServiceUnavailableException):
                async with database.read_autocommit() as transaction:
                    await transaction.execute(text("SELECT pg_sleep(5)"))
            await database.ping()


async def test_a_session_of_the_server_is_waited_for_in_vain_only_for_as_long_as_none_is_free() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as one, opened(url, SHORT_TIMEOUT_SECONDS) as other:

        async def is_served() -> bool:
            try:
                await other.ping()
                return await other.look_up(USERS, uuid4()) is None
            except ServiceUnavailableException:
                return False

        async with one.write():
            for _time in range(2):
                assert not await asyncio.create_task(is_served())
        assert await is_served()


async def test_a_connection_that_must_wait_for_a_session_is_not_taken_for_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_liveness, "IDLE_SECONDS", 0.0)  # every connection is tested
    monkeypatch.setattr(postgresql_liveness, "_ANSWER_SECONDS", 0.0)  # and never answers soon enough, but for poolers
    async with behind_pgbouncer(size=1) as url, opened(url) as database:
        made: list[object] = []
        event.listen(database._engines()[1].reader.sync_engine, "connect", lambda made_now, _: made.append(made_now))
        await database.ping()
        await database.ping()
        assert len(made) == 1


async def test_a_connection_is_closed_if_its_transaction_did_not_begin_in_time() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as one:
        dsn = make_url(url).set(drivername="postgresql", query={"sslmode": "disable"})
        late = await asyncpg.connect(dsn.render_as_string(hide_password=False), connection_class=PostgreSqlConnection)
        async with one.write():
            with pytest.raises(TimeoutError):
                await late.execute("BEGIN", timeout=SHORT_TIMEOUT_SECONDS)
        assert late.is_closed()


async def test_a_cancelled_task_takes_no_session_of_the_server_along() -> None:
    async with behind_pgbouncer(size=1) as url, opened(url) as database:

        async def count() -> None:
            async with database.write() as transaction:
                await SqlAlchemyUserRepository(transaction).count()
            await database.look_up(USERS, uuid4())

        assert await at_every_step(count) > 3
        await database.ping()


@pytest.mark.parametrize("mode", [PoolMode.SESSION, PoolMode.TRANSACTION])
async def test_the_mode_of_a_pooler_is_found_out(mode: PoolMode) -> None:
    async with behind_pgbouncer(mode.value, size=2) as url, opened(url) as database:
        assert await database.pool_mode() is mode
        assert mode.value in str(await describe_pooler(database))


async def test_the_server_itself_is_not_taken_for_a_pooler() -> None:
    async with postgresql_database() as database:
        assert await database.pool_mode() is PoolMode.NONE
        assert await describe_pooler(database) is None
