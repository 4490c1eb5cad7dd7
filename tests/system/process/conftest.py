from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.system.process.cluster import Fleet, sailing


@pytest.fixture(scope="session")
async def fleet(tmp_path_factory) -> AsyncIterator[Fleet]:
    """One for all tests: each leaves it as well as it was."""
    async with sailing(tmp_path_factory.mktemp("fleet")) as fleet:
        yield fleet


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session
