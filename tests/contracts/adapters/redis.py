from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.contracts.conformance import Place, broker, token_store
from tests.support.servers import valkey


@token_store("Redis")
@asynccontextmanager
async def sessions_in_redis(_folder: Path) -> AsyncIterator[Place]:
    yield Place(await valkey.emptied_url(), away="redis://127.0.0.1:9", silent=lambda port: f"redis://127.0.0.1:{port}")


@broker("Redis")
@asynccontextmanager
async def jobs_in_redis(_folder: Path) -> AsyncIterator[Place]:
    url = await valkey.emptied_broker_url()
    yield Place(url, away="redis://127.0.0.1:9", silent=lambda port: f"redis://127.0.0.1:{port}")
