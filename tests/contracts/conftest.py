from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.persistence.sqlalchemy.database import Database
from tests.contracts.conformance import (
    OpenedMailer,
    OpenedRateLimiters,
    OpenedStorage,
    OpenedTokenStore,
    Port,
    T,
    gather,
    mailer,
    rate_limiter,
    storage,
    token_store,
)
from tests.contracts.databases import sqlite_database

gather()


async def _open(port: Port[T], request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[T]:
    """One adapter of the port; the report is told which."""
    request.node.user_properties.append(("adapter", (port.name, request.param)))
    async with port.adapters[request.param](folder) as opened:
        yield opened


@pytest.fixture(name="storage", params=storage.adapters)
async def _storage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedStorage]:
    async for opened in _open(storage, request, tmp_path):
        yield opened


@pytest.fixture(name="opened_store", params=token_store.adapters)
async def _opened_store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedTokenStore]:
    async for opened in _open(token_store, request, tmp_path):
        yield opened


@pytest.fixture(name="opened_limiters", params=rate_limiter.adapters)
async def _opened_limiters(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedRateLimiters]:
    async for opened in _open(rate_limiter, request, tmp_path):
        yield opened


@pytest.fixture(name="opened_mailer", params=mailer.adapters)
async def _opened_mailer(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[OpenedMailer]:
    async for opened in _open(mailer, request, tmp_path):
        yield opened


@pytest.fixture(scope="session")
async def storages(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, OpenedStorage]]:
    """All of them side by side, to be held against each other; nothing is committed to them."""
    folder = tmp_path_factory.mktemp("storages")
    open_ones = {name: make(folder) for name, make in storage.adapters.items()}
    yield {name: await opened.__aenter__() for name, opened in open_ones.items()}
    for opened in open_ones.values():
        await opened.__aexit__(None, None, None)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """SQLite, impatient."""
    async with sqlite_database(tmp_path, statement_timeout=0.05) as opened:
        yield opened
