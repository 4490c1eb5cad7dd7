from collections.abc import AsyncIterator

import pytest

from tests.support.app_harness import STORES, AppHarness, app_harness


@pytest.fixture(params=STORES)
async def harness(request, tmp_path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        yield harness
