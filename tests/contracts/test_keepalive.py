"""A connection that carries nothing is probed, so that a firewall on the way does not forget it."""

import os
import socket

import pytest

from adapters.persistence.sqlalchemy.database import Database
from adapters.redis.server import RedisServer
from adapters.token_store.redis_scripts import PREFIX, Script
from tests.support.servers import postgresql, valkey
from tests.support.servers.proxy import proxy_to, to_postgresql

needs_probes = pytest.mark.skipif(not hasattr(socket, "TCP_KEEPIDLE"), reason="this system has no such options")


def _probing(descriptor: int) -> tuple[int, int]:
    with socket.socket(fileno=os.dup(descriptor)) as own:
        return (
            own.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE),
            own.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
        )


@needs_probes
async def test_idle_connections_to_postgresql_are_probed() -> None:
    async with proxy_to(to_postgresql) as proxy:
        database = Database(postgresql.by_way_of(proxy.port, await postgresql.emptied_url()), timeout=10)
        await database.open()
        async with database.read_autocommit() as transaction:
            driver = (await transaction.connection.get_raw_connection()).driver_connection
            assert driver is not None
            probing = _probing(driver._transport.get_extra_info("socket").fileno())
        await database.close()
    assert probing == (1, 30)


@needs_probes
async def test_idle_connections_to_redis_are_probed() -> None:
    server = RedisServer(await valkey.emptied_url())
    await server.open()
    await server.run(Script.NOW, [PREFIX], [])
    (connection,) = server._pool._available_connections
    assert connection._writer is not None
    probing = _probing(connection._writer.get_extra_info("socket").fileno())
    await server.close()
    assert probing == (1, 30)
