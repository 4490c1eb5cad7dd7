from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import MATRIX, app_harness
from tests.system.api.conftest import Service, serving
from tests.system.pages.page_client import PageClient


@pytest.fixture(params=MATRIX)
async def page_client(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[PageClient]:
    async with app_harness(request.param, tmp_path) as harness, serving(harness) as client:
        yield PageClient(Service(harness, client))
