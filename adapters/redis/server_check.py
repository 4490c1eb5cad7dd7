"""Checks at start-up and in the doctor that Redis can do what the service needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.redis.server import RedisServer, lasting_refusal
from domain.shared_kernel.errors import ServiceUnavailableException


@asynccontextmanager
async def server_checks(server: RedisServer) -> AsyncIterator[None]:
    """Checks the kind of server; scripts are run inside with unused keys. Raises ``RefusedByServer`` if an operator
    must act, and ``ServiceUnavailableException`` if the failure may pass by itself."""
    try:
        await server.require_standalone()
        yield
    except ServiceUnavailableException as failure:
        refusal = lasting_refusal(failure)
        if refusal is None:
            raise
        raise refusal from failure.__cause__
