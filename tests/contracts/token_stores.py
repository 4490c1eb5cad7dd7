"""Every token store, under one roof; another one joins with a line in ``TOKEN_STORES``."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs

from adapters.token_store.database import DatabaseTokenStore
from adapters.token_store.memory import MemoryTokenStore
from adapters.token_store.redis import RedisTokenStore
from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from tests.contracts.storages import postgresql_database, sqlite_database
from tests.servers import valkey


class Shift(Clock):
    """Moves the time of a store."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


@attrs.frozen
class Kept:
    """A token store and the hand on its clock."""

    store: TokenStore
    shift: Shift


@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Kept]:
    shift = Shift()
    yield Kept(MemoryTokenStore(shift), shift)


@asynccontextmanager
async def database_on_sqlite(folder: Path) -> AsyncIterator[Kept]:
    async with sqlite_database(folder) as database:
        shift = Shift()
        yield Kept(DatabaseTokenStore(database, lambda: shift.by), shift)


@asynccontextmanager
async def database_on_postgresql(_folder: Path) -> AsyncIterator[Kept]:
    async with postgresql_database() as database:
        shift = Shift()
        yield Kept(DatabaseTokenStore(database, lambda: shift.by), shift)


@asynccontextmanager
async def redis(_folder: Path) -> AsyncIterator[Kept]:
    shift = Shift()
    store = RedisTokenStore(await valkey.emptied_url(), lambda: shift.by, patience=timedelta(seconds=30))
    await store.open()
    yield Kept(store, shift)
    await store.close()


TOKEN_STORES: dict[str, Callable[[Path], AbstractAsyncContextManager[Kept]]] = {
    "memory": memory,
    "database on SQLite": database_on_sqlite,
    "database on PostgreSQL": database_on_postgresql,
    "Redis": redis,
}
