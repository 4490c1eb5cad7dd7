from collections.abc import AsyncIterator

import pytest

from tests.support.app_harness import STORES, World, a_world


@pytest.fixture(params=STORES)
async def world(request, tmp_path) -> AsyncIterator[World]:
    async with a_world(request.param, tmp_path) as world:
        yield world
