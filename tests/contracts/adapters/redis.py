from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.token_store.redis import RedisTokenStore
from tests.contracts.conformance import OpenedTokenStore, token_store
from tests.support.clocks import MovableClock
from tests.support.servers import valkey


@token_store("Redis")
@asynccontextmanager
async def redis(_folder: Path) -> AsyncIterator[OpenedTokenStore]:
    clock = MovableClock()
    store = RedisTokenStore(await valkey.emptied_url(), lambda: clock.offset, timeout=timedelta(seconds=30))
    await store.open()
    yield OpenedTokenStore(store, clock)
    await store.close()
