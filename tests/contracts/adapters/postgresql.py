from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.token_store.database import DatabaseTokenStore
from tests.contracts.conformance import OpenedStorage, OpenedTokenStore, storage, token_store
from tests.contracts.databases import postgresql_database, storage_in
from tests.support.clocks import MovableClock


@storage("postgresql")
@asynccontextmanager
async def postgresql(_folder: Path) -> AsyncIterator[OpenedStorage]:
    async with postgresql_database() as database:
        yield storage_in(database)


@token_store("database on PostgreSQL")
@asynccontextmanager
async def sessions_on_postgresql(_folder: Path) -> AsyncIterator[OpenedTokenStore]:
    async with postgresql_database() as database:
        clock = MovableClock()
        yield OpenedTokenStore(DatabaseTokenStore(database, lambda: clock.offset), clock)
