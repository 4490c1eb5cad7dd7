from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestClient
from aiohttp.web import BaseRunner

from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.kit.body import BodyReader
from entrypoints.http.kit.route import Route
from tests.entrypoints.http.client import Client
from tests.entrypoints.http.toy_app.service import Switch, small_service


class ProblemTestServer(BaseTestServer):
    def __init__(self, entrypoint: HttpEntrypoint) -> None:
        super().__init__()
        self._entrypoint = entrypoint

    async def _make_runner(self, **options: object) -> BaseRunner:
        return self._entrypoint.runner(**options)


@pytest.fixture(scope="session")
def ready() -> Switch:
    return Switch()


@asynccontextmanager
async def client_of(service: HttpEntrypoint) -> AsyncIterator[Client]:
    """A client over a real connection."""
    client: TestClient[web.Request, None] = TestClient(ProblemTestServer(service))
    async with client:
        yield Client(client)


@pytest.fixture(scope="session")
async def http(ready: Switch) -> AsyncIterator[Client]:
    """A client of the small service."""
    async with client_of(small_service(ready)) as client:
        yield client


@pytest.fixture
async def hasty_http(ready: Switch) -> AsyncIterator[Client]:
    """A client of a service that gives a body a fifth of a second."""
    async with client_of(small_service(ready, bodies=BodyReader(timeout=0.2))) as client:
        yield client


@pytest.fixture(scope="session")
def routes(ready: Switch) -> tuple[Route, ...]:
    return small_service(ready).routes
