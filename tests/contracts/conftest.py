from collections.abc import AsyncIterator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest

from adapters.persistence.sqlalchemy.database import Database
from tests.contracts.conformance import (
    OpenedBroker,
    OpenedHasher,
    OpenedMailer,
    OpenedRateLimiters,
    OpenedStorage,
    OpenedTokenStore,
    Port,
    T,
    broker,
    gather,
    mailer,
    password_hasher,
    rate_limiter,
    storage,
    token_store,
)
from tests.contracts.databases import on_postgresql, on_sqlite, sqlite_database
from tests.contracts.opening import entered, opened
from tests.contracts.places import brokers_at, hasher_at, rate_limiters_at, token_stores_at
from tests.contracts.steps import limited_test

gather()
ASKED = {"storage", "opened_store", "opened_limiters", "opened_mailer", "opened_broker", "opened_hasher"}
"""The fixtures by which tests ask an adapter, each of them in limited time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asks = isinstance(item, pytest.Function) and iscoroutinefunction(item.obj)
        if isinstance(item, pytest.Function) and asks and ASKED & set(item.fixturenames):
            item.obj = limited_test(item.obj, f"{item.name}: the adapter")


async def _open(port: Port[T], request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[T]:
    """One adapter of the port; the report is told which."""
    request.node.user_properties.append(("adapter", (port.name, request.param)))
    async for value in opened(port, request.param, folder):
        yield value


@pytest.fixture(name="storage", params=storage.adapters)
async def _storage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedStorage]:
    async for value in _open(storage, request, tmp_path):
        yield value


@pytest.fixture(name="opened_store", params=token_store.adapters)
async def _opened_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedTokenStore]:
    async for place in _open(token_store, request, tmp_path):
        async for value in entered(token_stores_at(place), f"the token store at {place.scheme}://"):
            yield value


@pytest.fixture(name="opened_limiters", params=rate_limiter.adapters)
async def _opened_limiters(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedRateLimiters]:
    async for place in _open(rate_limiter, request, tmp_path):
        async for value in entered(rate_limiters_at(place), f"the rate limiter at {place.scheme}://"):
            yield value


@pytest.fixture(name="opened_broker", params=broker.adapters)
async def _opened_broker(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedBroker]:
    async for place in _open(broker, request, tmp_path):
        async for value in entered(brokers_at(place), f"the broker at {place.scheme}://"):
            yield value


@pytest.fixture(name="opened_hasher", params=password_hasher.adapters)
async def _opened_hasher(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedHasher]:
    async for place in _open(password_hasher, request, tmp_path):
        async for value in entered(hasher_at(place), f"the password hasher {place.scheme}"):
            yield value


@pytest.fixture(name="opened_mailer", params=mailer.adapters)
async def _opened_mailer(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedMailer]:
    async for value in _open(mailer, request, tmp_path):
        yield value


@pytest.fixture(scope="module")
async def storages(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, OpenedStorage]]:
    """All of them side by side, to be held against each other; nothing is committed to them. They are closed before the
    tests of another module, which count connections."""
    folder = tmp_path_factory.mktemp("storages")
    open_ones = {name: make(folder) for name, make in storage.adapters.items()}
    yield {name: await one.__aenter__() for name, one in open_ones.items()}
    for one in open_ones.values():
        await one.__aexit__(None, None, None)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """SQLite, impatient."""
    async with sqlite_database(tmp_path, statement_timeout=0.05) as opened:
        yield opened


@pytest.fixture(params=[on_sqlite, on_postgresql])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """Of an empty database."""
    async with request.param(tmp_path) as made:
        yield made


@pytest.fixture
async def empty(url: str) -> AsyncIterator[Database]:
    database = Database(url, timeout=30)
    await database.open()
    yield database
    await database.close()
