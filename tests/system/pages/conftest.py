from collections.abc import AsyncIterator

import pytest

from tests.support.app_harness import MATRIX, a_world
from tests.system.api.conftest import Service, serving
from tests.system.pages.page_client import Visitor


@pytest.fixture(params=MATRIX)
async def visitor(request, tmp_path) -> AsyncIterator[Visitor]:
    async with a_world(request.param, tmp_path) as world, serving(world) as client:
        yield Visitor(Service(world, client))
