from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.conformance import OpenedStorage, Place, storage, token_store
from tests.contracts.databases import sqlite_database, storage_in


def _url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'cortex.db'}"


@storage("sqlite")
@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[OpenedStorage]:
    async with sqlite_database(folder) as database:
        yield storage_in(database, Place(_url(folder), away=_url(folder / "nowhere")))


@token_store("database on SQLite")
@asynccontextmanager
async def sessions_on_sqlite(folder: Path) -> AsyncIterator[Place]:
    async with sqlite_database(folder):
        yield Place(_url(folder), away=_url(folder / "nowhere"), in_database=True)
