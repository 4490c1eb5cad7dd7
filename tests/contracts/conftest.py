from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.persistence.sqlalchemy.database import Database
from tests.contracts.storages import STORAGES, Storage, sqlite_database
from tests.contracts.token_stores import TOKEN_STORES, Kept


@pytest.fixture(params=STORAGES)
async def storage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Storage]:
    async with STORAGES[request.param](tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
async def storages(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Storage]]:
    """All of them side by side, to be held against each other; nothing is committed to them."""
    folder = tmp_path_factory.mktemp("storages")
    open_ones = {name: make(folder) for name, make in STORAGES.items()}
    yield {name: await opened.__aenter__() for name, opened in open_ones.items()}
    for opened in open_ones.values():
        await opened.__aexit__(None, None, None)


@pytest.fixture(params=TOKEN_STORES)
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    async with TOKEN_STORES[request.param](tmp_path) as made:
        yield made


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """SQLite, impatient."""
    async with sqlite_database(tmp_path, patience=0.05) as opened:
        yield opened
