from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.token_store.database import DatabaseTokenStore
from tests.contracts.conformance import Kept, Shift, Storage, storage, token_store
from tests.contracts.databases import sqlite_database, storage_in


@storage("sqlite")
@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Storage]:
    async with sqlite_database(folder) as database:
        yield storage_in(database)


@token_store("database on SQLite")
@asynccontextmanager
async def sessions_on_sqlite(folder: Path) -> AsyncIterator[Kept]:
    async with sqlite_database(folder) as database:
        shift = Shift()
        yield Kept(DatabaseTokenStore(database, lambda: shift.by), shift)
