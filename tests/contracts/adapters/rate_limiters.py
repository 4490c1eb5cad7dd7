from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.conformance import Place, rate_limiter
from tests.support.servers import valkey


@rate_limiter("memory")
@asynccontextmanager
async def limits_in_memory(_folder: Path) -> AsyncIterator[Place]:
    yield Place("memory://")


@rate_limiter("Redis")
@asynccontextmanager
async def limits_in_redis(_folder: Path) -> AsyncIterator[Place]:
    yield Place(await valkey.emptied_url(), away="redis://127.0.0.1:9", silent=lambda port: f"redis://127.0.0.1:{port}")
