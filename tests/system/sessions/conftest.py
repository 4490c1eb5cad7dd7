from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import STORES, AppHarness, app_harness


@pytest.fixture(params=STORES)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        yield harness
