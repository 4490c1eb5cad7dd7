from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.token_store.database import DatabaseTokenStore
from tests.contracts.conformance import Kept, Shift, Storage, storage, token_store
from tests.contracts.databases import postgresql_database, storage_in


@storage("postgresql")
@asynccontextmanager
async def postgresql(_folder: Path) -> AsyncIterator[Storage]:
    async with postgresql_database() as database:
        yield storage_in(database)


@token_store("database on PostgreSQL")
@asynccontextmanager
async def sessions_on_postgresql(_folder: Path) -> AsyncIterator[Kept]:
    async with postgresql_database() as database:
        shift = Shift()
        yield Kept(DatabaseTokenStore(database, lambda: shift.by), shift)
