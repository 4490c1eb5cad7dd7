from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.conformance import OpenedStorage, Place, storage, token_store
from tests.contracts.databases import postgresql_database, storage_in
from tests.support.servers.postgresql import emptied_url


def away_at(port: int) -> str:
    return f"postgresql+asyncpg://ada@127.0.0.1:{port}/cortex"


@storage("postgresql")
@asynccontextmanager
async def postgresql(_folder: Path) -> AsyncIterator[OpenedStorage]:
    async with postgresql_database() as database:
        yield storage_in(database, Place(await emptied_url(), away=away_at(9), silent=away_at))


@token_store("database on PostgreSQL")
@asynccontextmanager
async def sessions_on_postgresql(_folder: Path) -> AsyncIterator[Place]:
    async with postgresql_database():
        yield Place(await emptied_url(), away=away_at(9), silent=away_at, in_database=True)
