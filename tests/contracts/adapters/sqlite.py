from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.token_store.database import DatabaseTokenStore
from tests.contracts.conformance import OpenedStorage, OpenedTokenStore, storage, token_store
from tests.contracts.databases import sqlite_database, storage_in
from tests.support.clocks import MovableClock


@storage("sqlite")
@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[OpenedStorage]:
    async with sqlite_database(folder) as database:
        yield storage_in(database)


@token_store("database on SQLite")
@asynccontextmanager
async def sessions_on_sqlite(folder: Path) -> AsyncIterator[OpenedTokenStore]:
    async with sqlite_database(folder) as database:
        clock = MovableClock()
        yield OpenedTokenStore(DatabaseTokenStore(database, lambda: clock.offset), clock)
