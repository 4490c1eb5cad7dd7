"""A database that answers, but that this service cannot live in, is told in a line with the cure."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.server_check import check_server
from application.ports.server_refusal import RefusedByServer
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.contracts.databases import opened
from tests.support.servers.pgbouncer import needs_pgbouncer, pgbouncer_to
from tests.support.servers.postgresql import drop_database, execute, new_database

UNDERSTOOD_BY_POOLERS = {"user", "database", "client_encoding", "application_name"}


@pytest.fixture
async def url() -> AsyncIterator[str]:
    made = await new_database()
    yield made
    await drop_database(made)


async def _refusal(url: str) -> RefusedByServer:
    async with opened(url) as database:
        with pytest.raises(RefusedByServer) as refused:
            await check_server(database)
    return refused.value


async def test_a_database_that_is_right_is_tried_out_without_a_word_and_without_a_trace(url: str) -> None:
    async with opened(url) as database:
        await check_server(database)
        await migrate(database)
        await check_server(database)


async def test_sqlite_has_nothing_that_could_be_wrong(tmp_path: Path) -> None:
    async with opened(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}") as database:
        await check_server(database)


@asynccontextmanager
async def a_user(url: str) -> AsyncIterator[str]:
    """The URL of somebody who may connect, and no more."""
    name = f"guest_{make_url(url).database}"
    await execute(url, f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
    try:
        yield make_url(url).set(username=name, password="secret").render_as_string(hide_password=False)
    finally:
        await execute(url, f"DROP OWNED BY {name}")
        await execute(url, f"DROP ROLE {name}")


async def test_a_user_without_the_right_to_create_tables_is_told_which_right_is_missing(url: str) -> None:
    async with a_user(url) as guest:
        refusal = await _refusal(guest)
    assert str(refusal.words).startswith("permission denied for schema public")
    assert "GRANT CREATE" in str(refusal.cure)


async def test_a_user_needs_no_right_to_create_tables_once_all_are_there(url: str) -> None:
    async with opened(url) as database:
        await migrate(database)
    async with a_user(url) as guest:
        await execute(url, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {make_url(guest).username}")
        async with opened(guest) as database:
            await check_server(database)


async def test_a_migration_that_is_not_allowed_is_told_in_the_words_of_the_server(url: str) -> None:
    async with a_user(url) as guest, opened(guest) as database:
        with pytest.raises(RefusedByServer, match="permission denied for schema public"):
            await migrate(database)


async def test_an_encoding_that_cannot_hold_every_name_is_refused(url: str) -> None:
    latin = f"{make_url(url).database}_latin"
    await execute(
        url,
        f"CREATE DATABASE {latin} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0 "
        "LOCALE_PROVIDER libc",
    )
    latin_url = make_url(url).set(database=latin).render_as_string(hide_password=False)
    try:
        refusal = await _refusal(latin_url)
    finally:
        await drop_database(latin_url)
    assert str(refusal.words) == "its encoding is LATIN1"
    assert "ENCODING 'UTF8'" in str(refusal.cure)


async def test_a_database_that_is_not_there_is_told_in_the_words_of_the_server(url: str) -> None:
    refusal = await _refusal(make_url(url).set(database="nowhere_at_all").render_as_string(hide_password=False))
    assert str(refusal.words) == 'database "nowhere_at_all" does not exist'
    assert "CREATE DATABASE" in str(refusal.cure)


async def test_a_user_who_is_not_there_is_told_in_the_words_of_the_server(url: str) -> None:
    refusal = await _refusal(make_url(url).set(username="nobody_at_all").render_as_string(hide_password=False))
    assert "nobody_at_all" in str(refusal.words)
    assert "user and password" in str(refusal.cure)


async def test_nothing_is_asked_for_when_connecting_that_poolers_do_not_know() -> None:
    named: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        (size,) = struct.unpack("!I", await reader.readexactly(4))
        words = (await reader.readexactly(size - 4))[4:].decode().split("\0")
        if not named.done():
            named.set_result(dict(zip(words[::2], words[1::2], strict=False)))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with opened(f"postgresql+asyncpg://ada@127.0.0.1:{port}/accounts?ssl=disable") as database:
        with pytest.raises(ServiceUnavailableException):
            await database.ping()
    server.close()

    assert {name for name in named.result() if name} <= UNDERSTOOD_BY_POOLERS


@needs_pgbouncer
@pytest.mark.parametrize("mode", ["session", "transaction"])
async def test_pgbouncer_as_it_is_shipped_is_as_good_as_the_server_itself(url: str, mode: str) -> None:
    async with pgbouncer_to(url, mode) as pooled, opened(pooled) as database:
        await check_server(database)
        await migrate(database)
        await check_server(database)


@needs_pgbouncer
async def test_a_pooler_of_statements_is_refused_by_name(url: str) -> None:
    async with pgbouncer_to(url, "statement") as pooled:
        for _start in range(2):
            refusal = await _refusal(pooled)
            assert str(refusal.words) == "transaction blocks not allowed in statement pooling mode"
            assert "pool_mode is transaction or session" in str(refusal.cure)


@needs_pgbouncer
async def test_a_pooler_whose_server_is_not_right_is_not_taken_for_a_wrong_one(url: str) -> None:
    nowhere = make_url(url).set(database="nowhere_at_all").render_as_string(hide_password=False)
    async with pgbouncer_to(nowhere, "transaction") as pooled, opened(pooled) as database:
        with pytest.raises(ServiceUnavailableException) as failed:
            await check_server(database)
    assert 'database "nowhere_at_all" does not exist' in str(failed.value.__cause__)
