"""Ways in which a server may be gone for a while."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg  # type: ignore[import-untyped]  # it has no types

from tests.support.servers.killable import KillableServer

Outage = Callable[[KillableServer], AbstractAsyncContextManager[None]]
OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name IS DISTINCT FROM 'greedy' AND backend_type = 'client backend'
"""
GLANCE = 0.05


@asynccontextmanager
async def ended(server: KillableServer) -> AsyncIterator[None]:
    """It is killed, and started again afterwards."""
    await asyncio.to_thread(server.kill)
    try:
        yield
    finally:
        await asyncio.to_thread(server.start)


@asynccontextmanager
async def hanging(server: KillableServer) -> AsyncIterator[None]:
    """It is there and answers nothing."""
    with server.paused():
        yield


@asynccontextmanager
async def all_connections_taken(server: KillableServer) -> AsyncIterator[None]:
    """Somebody else has every connection of PostgreSQL, also those that are freed meanwhile."""
    taken: list[asyncpg.Connection] = []
    url = server.url.replace("+asyncpg", "")
    taken.append(await _connection(url))
    taking = asyncio.create_task(_take(url, taken))
    try:
        yield
    finally:
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        await asyncio.gather(*(connection.close(timeout=10) for connection in taken), return_exceptions=True)


async def _connection(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url, server_settings={"application_name": "greedy"})


async def _take(url: str, taken: list[asyncpg.Connection]) -> None:
    while True:
        try:
            taken.append(await _connection(url))
        except (asyncpg.PostgresError, OSError):
            await taken[0].execute(OTHERS)
            await asyncio.sleep(GLANCE)
