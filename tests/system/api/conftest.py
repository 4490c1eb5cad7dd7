from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
import pytest
from aiohttp import ClientSession, web
from aiohttp.typedefs import Middleware
from aiohttp.web_app import _cached_build_middleware

from domain.access.role import Role
from tests.support.app_harness import MATRIX, AppHarness, app_harness
from tests.system.api.client import Client


@attrs.frozen
class Service:
    """The running service, and a client of its customer platform."""

    harness: AppHarness
    client: Client

    async def staff(self, email: str = "boss@example.org", role: Role = Role.OWNER) -> Client:
        """Somebody who is signed in as staff."""
        await self.harness.register(email, role=role)
        return await self.client.at("admin").signed_in(email)


@asynccontextmanager
async def serving(harness: AppHarness, *middlewares: Middleware) -> AsyncIterator[Client]:
    """Serves the harness over HTTP on a free port."""
    runner = harness.container.web().entrypoint.runner()
    runner.app.middlewares.extend(middlewares)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    try:
        async with ClientSession() as http:
            yield Client(http, f"http://{host}:{port}")
    finally:
        await runner.cleanup()
        _cached_build_middleware.cache_clear()  # it would keep a thousand services alive


@pytest.fixture(params=MATRIX)
async def service(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness(request.param, tmp_path) as harness, serving(harness) as client:
        yield Service(harness, client)


@pytest.fixture
def client(service: Service) -> Client:
    return service.client
