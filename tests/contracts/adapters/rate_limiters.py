from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.redis import RedisRateLimiter
from adapters.redis.server import RedisServer
from tests.contracts.conformance import Counted, Shift, rate_limiter
from tests.support.servers import valkey


@rate_limiter("memory")
@asynccontextmanager
async def limits_in_memory(_folder: Path) -> AsyncIterator[Counted]:
    shift = Shift()
    limiter = MemoryRateLimiter(shift)
    yield Counted((limiter, limiter), shift)


@rate_limiter("Redis")
@asynccontextmanager
async def limits_in_redis(_folder: Path) -> AsyncIterator[Counted]:
    url, shift = await valkey.emptied_url(), Shift()
    servers = [RedisServer(url, timeout=timedelta(seconds=30)) for _ in range(2)]
    for server in servers:
        await server.open()
    first, second = (
        RedisRateLimiter(server, MemoryRateLimiter(shift), lambda: b"key", lambda: shift.by) for server in servers
    )
    yield Counted((first, second), shift)
    for server in servers:
        await server.close()
