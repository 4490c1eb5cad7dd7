"""Finds out whether Redis does all that it will be asked, before anybody needs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.redis.server import RedisServer, lasting_refusal
from domain.shared_kernel.errors import ServiceUnavailableException


@asynccontextmanager
async def checking_server(server: RedisServer) -> AsyncIterator[None]:
    """Inside, the real scripts are run with keys that nobody has. Raises ``RefusedByServer`` where somebody must mend
    something, and ``ServiceUnavailableException`` where it may pass by itself."""
    try:
        await server.require_standalone()
        yield
    except ServiceUnavailableException as failure:
        refusal = lasting_refusal(failure)
        if refusal is None:
            raise
        raise refusal from failure.__cause__
