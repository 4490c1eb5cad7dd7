from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.system.api.sign_in.answers import SignInClient, sign_in_client

LIMITS = {
    "rate_limit_requests": "50/hour",
    "rate_limit_sign_ins": "6/hour",
    "rate_limit_guesses": "3/15m",
    "rate_limit_all_guesses": "8/hour",
}


@pytest.fixture(params=["customer", "admin"])
async def client(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SignInClient]:
    """Where people sign in, on either platform; ``LIMITS`` hold."""
    async with sign_in_client(tmp_path, **LIMITS) as service:
        yield service.at(request.param)


@pytest.fixture
async def customers(tmp_path: Path) -> AsyncIterator[SignInClient]:
    async with sign_in_client(tmp_path, **LIMITS) as service:
        yield service
