from collections.abc import AsyncIterator

import attrs
import pytest
from aiohttp import ClientSession, web

from tests.service.client import Client
from tests.world import STORES, World, a_world


@attrs.frozen
class Service:
    """The running service, and a client of its customer platform."""

    world: World
    client: Client

    async def staff(self, email: str = "boss@example.org") -> Client:
        """Somebody who is signed in as staff."""
        await self.world.register(email, staff=True)
        return await self.client.at("admin").signed_in(email)


@pytest.fixture(params=STORES)
async def service(request, tmp_path) -> AsyncIterator[Service]:
    async with a_world(request.param, tmp_path) as world:
        runner = world.container.http.entrypoint().runner()
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0]
        async with ClientSession() as http:
            yield Service(world, Client(http, f"http://{host}:{port}"))
        await runner.cleanup()


@pytest.fixture
def client(service) -> Client:
    return service.client
