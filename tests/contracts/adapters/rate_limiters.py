from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.redis import RedisRateLimiter
from adapters.redis.server import RedisServer
from tests.contracts.conformance import OpenedRateLimiters, rate_limiter
from tests.support.clocks import MovableClock
from tests.support.servers import valkey


@rate_limiter("memory")
@asynccontextmanager
async def limits_in_memory(_folder: Path) -> AsyncIterator[OpenedRateLimiters]:
    clock = MovableClock()
    limiter = MemoryRateLimiter(clock)
    yield OpenedRateLimiters((limiter, limiter), clock)


@rate_limiter("Redis")
@asynccontextmanager
async def limits_in_redis(_folder: Path) -> AsyncIterator[OpenedRateLimiters]:
    url, clock = await valkey.emptied_url(), MovableClock()
    servers = [RedisServer(url, timeout=timedelta(seconds=30)) for _ in range(2)]
    for server in servers:
        await server.open()
    first, second = (
        RedisRateLimiter(server, MemoryRateLimiter(clock), lambda: b"key", lambda: clock.offset) for server in servers
    )
    yield OpenedRateLimiters((first, second), clock)
    for server in servers:
        await server.close()
