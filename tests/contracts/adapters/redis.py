from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.token_store.redis import RedisTokenStore
from tests.contracts.conformance import Kept, Shift, token_store
from tests.support.servers import valkey


@token_store("Redis")
@asynccontextmanager
async def redis(_folder: Path) -> AsyncIterator[Kept]:
    shift = Shift()
    store = RedisTokenStore(await valkey.emptied_url(), lambda: shift.by, timeout=timedelta(seconds=30))
    await store.open()
    yield Kept(store, shift)
    await store.close()
