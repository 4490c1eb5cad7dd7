from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import column, event, select, table
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.persistence.sqlalchemy.dialects.compiled_statements import CompiledStatements
from adapters.persistence.sqlalchemy.dialects.sqlite_engines import reading_engine, writing_engine

NAMES = table("sqlite_master", column("name"), column("type"))


async def compiled_by(engine: AsyncEngine, kind: str) -> Any:
    """The compiled statement that an engine runs."""
    contexts: list[Any] = []

    def keep(_connection: Any, _cursor: Any, _sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        contexts.append(context)

    event.listen(engine.sync_engine, "before_cursor_execute", keep)
    async with engine.connect() as connection:
        await connection.execute(select(NAMES.c.name).where(NAMES.c.type == kind))
    await engine.dispose()
    return contexts[-1].compiled


async def test_a_reader_runs_what_was_compiled_for_the_writer(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/cortex.db"
    written = await compiled_by(writing_engine(url, timeout=5), "table")
    read = await compiled_by(reading_engine(url, size=1, timeout=5), "index")
    assert read is written


async def test_a_statement_is_compiled_once_for_databases_of_one_version(tmp_path: Path) -> None:
    urls = [f"sqlite+aiosqlite:///{tmp_path}/{name}.db" for name in ("one", "other")]
    one, other = [await compiled_by(writing_engine(url, timeout=5), "table") for url in urls]
    assert one is other


def dialect(kind: type[DefaultDialect], *version: int) -> DefaultDialect:
    made = kind()
    made.server_version_info = version
    return made


@pytest.mark.parametrize(
    ("other", "structure"),
    [
        (dialect(SQLiteDialect_aiosqlite, 3, 41), "the same"),
        (dialect(PGDialect_asyncpg, 3, 40), "the same"),
        (dialect(SQLiteDialect_aiosqlite, 3, 40), "another"),
    ],
    ids=["of another version", "of another kind", "of another structure"],
)
def test_a_compiled_statement_is_not_taken_for_one(other: DefaultDialect, structure: str) -> None:
    statements = CompiledStatements(10)
    statements[(dialect(SQLiteDialect_aiosqlite, 3, 40), "the same")] = "SELECT 1"
    assert statements.get((dialect(SQLiteDialect_aiosqlite, 3, 40), "the same")) == "SELECT 1"
    assert statements.get((other, structure)) is None
