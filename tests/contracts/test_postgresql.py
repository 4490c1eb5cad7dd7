"""What only PostgreSQL can do wrong."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import asyncpg  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlalchemy import column, make_url, table, text
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.exc import DBAPIError

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects.postgresql import READERS, WRITERS, PostgreSql
from adapters.persistence.sqlalchemy.dialects.postgresql_point_reads import HeldConnection
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.functions import TextContains
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.repositories.users import SqlAlchemyUserRepository
from adapters.persistence.sqlalchemy.schema import ENTITIES
from adapters.persistence.sqlalchemy.transaction import Transaction
from domain.audit.verification_run import VerificationRun
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException
from tests.contracts.cancellation import at_every_step
from tests.contracts.databases import postgresql_database
from tests.contracts.people import account
from tests.support.eventually import TIMEOUT_SECONDS, eventually
from tests.support.servers.postgresql import drop_database, execute, new_database, server_url

SHORT_TIMEOUT_SECONDS = 0.5


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    """PostgreSQL."""
    async with postgresql_database() as opened:
        yield opened


@pytest.fixture
async def hurried() -> AsyncIterator[Database]:
    """The same, for what is bound to take too long."""
    async with postgresql_database(statement_timeout=SHORT_TIMEOUT_SECONDS) as opened:
        yield opened


async def _ask(database: Database, question: str) -> object:
    async with database.read_autocommit() as transaction:
        return (await transaction.execute(text(question))).scalar()


@asynccontextmanager
async def stranger_to(database: Database) -> AsyncIterator[asyncpg.Connection]:
    stranger = await asyncpg.connect(database._url.replace("+asyncpg", ""))
    yield stranger
    await stranger.close()


async def test_nothing_connects_before_the_first_use_and_connections_say_whose_they_are(database: Database) -> None:
    ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'nexus-cortex' AND datname = 'nowhere'"
    unused = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nowhere")
    with pytest.raises(RuntimeError, match="open"):
        unused.write()
    await unused.open()
    assert await _ask(database, ours) == 0
    assert await _ask(database, ours.replace("nowhere", make_url(database._url).database or "")) == 1
    await unused.close()


async def test_no_more_connections_than_stated_are_made(database: Database) -> None:
    async def linger() -> None:
        async with database.read_autocommit() as transaction:
            await transaction.execute(text("SELECT pg_sleep(0.02)"))
        async with database.write_autocommit() as transaction:
            await transaction.execute(text("SELECT pg_sleep(0.005)"))

    await asyncio.gather(*(linger() for _ in range(30)), return_exceptions=True)

    mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    assert await _ask(database, mine) == READERS + WRITERS


async def test_a_statement_that_takes_too_long_is_a_service_that_is_unavailable(hurried: Database) -> None:
    with pytest.raises(ServiceUnavailableException):
        await _ask(hurried, "SELECT pg_sleep(5)")
    assert await _ask(hurried, "SELECT 1") == 1


async def test_a_transaction_that_waits_for_a_lock_in_vain_is_told(hurried: Database) -> None:
    ada = account("ada@example.org")
    async with hurried.write() as transaction:
        await SqlAlchemyUserRepository(transaction).create(ada)
        await transaction.commit()

    async def lock_out() -> None:
        async with hurried.write() as transaction:
            await SqlAlchemyUserRepository(transaction).update(ada)

    async with stranger_to(hurried) as stranger, stranger.transaction():
        await stranger.execute("UPDATE users SET version = version")
        with pytest.raises(ServiceUnavailableException):
            await lock_out()


async def test_a_transaction_that_falls_asleep_is_ended_and_blocks_nobody_for_long(hurried: Database) -> None:
    async with hurried.write() as transaction:
        await SqlAlchemyUserRepository(transaction).create(account("ada@example.org"))
        await asyncio.sleep(SHORT_TIMEOUT_SECONDS * 2)  # nothing can be waited for: that is what the server minds
        with pytest.raises(ServiceUnavailableException):
            await transaction.commit()

    async with hurried.read() as transaction:
        assert await SqlAlchemyUserRepository(transaction).count() == 0


async def test_the_server_knows_the_limits_too_in_case_that_nobody_is_left_to_watch(hurried: Database) -> None:
    for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        for opening in (hurried.read_autocommit, hurried.write_autocommit):
            async with opening() as transaction:
                assert (await transaction.execute(text(f"SHOW {limit}"))).scalar() == "500ms"


async def test_sessions_that_the_server_ends_are_made_anew(database: Database) -> None:
    async def answers() -> bool:
        try:
            await database.ping()
            async with database.write():
                return True
        except ServiceUnavailableException:  # for as long as its last word is on the way
            return False

    for _ in range(3):
        async with stranger_to(database) as stranger:
            await stranger.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        await eventually(answers)


async def test_a_statement_that_the_server_ends_is_a_service_that_is_unavailable(database: Database) -> None:
    async with database.read() as transaction:
        with pytest.raises(ServiceUnavailableException):
            await transaction.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


@pytest.mark.parametrize(
    "url", ["postgresql+asyncpg://nobody:x@127.0.0.1:1/nowhere", "postgresql+asyncpg://u:x@/none?host=/nowhere/at/all"]
)
async def test_a_server_that_is_not_there_is_a_service_that_is_unavailable(url: str) -> None:
    database = Database(url)
    await database.open()
    for opening in (database.read_autocommit, database.write_autocommit, database.read, database.write):
        with pytest.raises(ServiceUnavailableException):
            async with opening():
                pass
    await database.close()


async def test_a_database_that_is_not_there_is_a_service_that_is_unavailable(database: Database) -> None:
    missing = Database(make_url(database._url).set(database="none").render_as_string(hide_password=False))
    await missing.open()
    with pytest.raises(ServiceUnavailableException):
        await missing.ping()
    await missing.close()


async def test_a_server_whose_connections_are_all_taken_is_a_service_that_is_unavailable() -> None:
    url = await new_database()
    limited = Database(url)
    await limited.open()
    async with limited.write_autocommit() as transaction:
        await transaction.execute(text(f"ALTER DATABASE {make_url(url).database} CONNECTION LIMIT 0"))
        await transaction.execute(text("CREATE ROLE passer_by LOGIN"))
    refused = Database(make_url(url).set(username="passer_by").render_as_string(hide_password=False))
    await refused.open()
    with pytest.raises(ServiceUnavailableException):
        await refused.ping()
    async with limited.write_autocommit() as transaction:
        await transaction.execute(text("DROP ROLE passer_by"))
    await refused.close()
    await limited.close()


async def test_a_reader_cannot_write_even_by_hand(database: Database) -> None:
    for opening in (database.read, database.read_autocommit):
        with pytest.raises(ServiceUnavailableException):
            async with opening() as transaction:
                await transaction.execute(text("DELETE FROM users"))


async def test_readers_never_wait_for_writers(database: Database) -> None:
    async with asyncio.timeout(TIMEOUT_SECONDS):
        async with database.write(), asyncio.TaskGroup() as tasks:
            for _ in range(READERS * 2):
                tasks.create_task(database.ping())


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (asyncpg.SerializationError("x"), LostRace),
        (asyncpg.DeadlockDetectedError("x"), LostRace),
        (asyncpg.TooManyConnectionsError("x"), ServiceUnavailableException),
        (asyncpg.CannotConnectNowError("x"), ServiceUnavailableException),
        (asyncpg.CrashShutdownError("x"), ServiceUnavailableException),
        (asyncpg.ConnectionDoesNotExistError("x"), ServiceUnavailableException),
        (asyncpg.DiskFullError("x"), ServiceUnavailableException),
        (asyncpg.InvalidPasswordError("x"), ServiceUnavailableException),
        (asyncpg.InternalClientError("x"), ServiceUnavailableException),
        (TimeoutError(), ServiceUnavailableException),
        (asyncpg.UndefinedTableError("x"), type(None)),
        (asyncpg.NotNullViolationError("x"), type(None)),
    ],
)
def test_errors_mean_what_they_mean_to_the_domain(error: Exception, meaning: type) -> None:
    assert type(PostgreSql().to_domain_error(error)) is meaning


async def test_a_fault_of_ours_stays_what_it_is(database: Database) -> None:
    with pytest.raises(DBAPIError):
        await _ask(database, "SELECT nonsense")


async def test_a_writer_is_alone_after_it_lost_a_race(hurried: Database) -> None:
    async def is_kept_out() -> bool:
        try:
            async with hurried.write():
                return False
        except ServiceUnavailableException:
            return True

    async def lose() -> None:
        async with hurried.write():
            raise LostRace

    async with hurried.write():
        assert not await asyncio.create_task(is_kept_out())
    with pytest.raises(LostRace):
        await lose()
    with suppress(ServiceUnavailableException):  # it slept too long
        async with hurried.write():
            assert await asyncio.create_task(is_kept_out())
    async with hurried.write():
        assert not await asyncio.create_task(is_kept_out())


async def test_a_cancelled_task_leaks_no_connection(database: Database) -> None:
    async def use(opening: Callable[[], AbstractAsyncContextManager[Transaction]]) -> None:
        async with opening() as transaction:
            users = SqlAlchemyUserRepository(transaction)
            await users.count()
            await users.count()

    for opening in (database.read, database.write):
        assert await at_every_step(lambda opening=opening: use(opening)) > 3

    async with asyncio.TaskGroup() as tasks:
        for opening in (database.read, database.write) * 16:
            tasks.create_task(use(opening))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.__name__)
def test_texts_sort_by_code_point_whatever_the_database_thinks_of_languages(
    entity: type[Entity],
) -> None:
    types = {column.name: column.type.compile(pg.dialect()) for column in entity_table(entity).table.c}  # type: ignore[no-untyped-call]  # untyped there
    texts = {name: type_ for name, type_ in types.items() if "CHAR" in type_ or "TEXT" in type_}
    assert bool(texts) is (entity is not VerificationRun)
    assert {name: type_ for name, type_ in texts.items() if 'COLLATE "C"' not in type_} == {}


def test_a_search_can_use_an_index_and_takes_no_letter_for_a_wildcard() -> None:
    found = TextContains(table("t", column("a")).c.a, text(":part"))
    assert str(found.compile(dialect=pg.dialect())).startswith("(t.a LIKE '%' || replace(replace(replace(")  # type: ignore[no-untyped-call]  # untyped there


async def test_a_user_who_may_not_install_trigrams_migrates_all_the_same() -> None:
    url = await new_database()
    for statement in (
        "CREATE ROLE guest LOGIN",
        f"REVOKE ALL ON DATABASE {make_url(url).database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {make_url(url).database} TO guest",
        "GRANT ALL ON SCHEMA public TO guest",
    ):
        await execute(url, statement)
    guest = Database(make_url(url).set(username="guest").render_as_string(hide_password=False))
    await guest.open()

    assert await migrate(guest)

    assert await _ask(guest, "SELECT count(*) FROM pg_class WHERE relname = 'write_turns'") == 1
    assert await _ask(guest, "SELECT count(*) FROM pg_class WHERE relname = 'ix_users_search'") == 0
    await guest.close()
    await drop_database(url)
    await execute(server_url(), "DROP ROLE guest")


async def test_a_held_connection_that_the_server_has_ended_is_replaced(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.persistence.sqlalchemy.dialects.postgresql_point_reads.IDLE_SECONDS", 60.0)
    connection = HeldConnection(database._engines()[1].autocommit_reader)
    ((ended,),) = await connection.fetch("SELECT pg_backend_pid()")
    async with stranger_to(database) as stranger:
        await stranger.execute("SELECT pg_terminate_backend($1)", ended)

    async def is_closed() -> bool:
        return connection._held is None or bool(connection._held.driver_connection.is_closed())  # type: ignore[union-attr]  # asyncpg's

    await eventually(is_closed)
    ((other,),) = await connection.fetch("SELECT pg_backend_pid()")

    assert other != ended
    await connection.give_back()
