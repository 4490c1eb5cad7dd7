from collections.abc import AsyncIterator

import pytest

from tests.pages.page_client import Visitor
from tests.service.conftest import Service, serving
from tests.world import MATRIX, a_world


@pytest.fixture(params=MATRIX)
async def visitor(request, tmp_path) -> AsyncIterator[Visitor]:
    async with a_world(request.param, tmp_path) as world, serving(world) as client:
        yield Visitor(Service(world, client))
