from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import MATRIX, app_harness
from tests.system.acts.scene import Scene
from tests.system.api.conftest import Service, serving


@pytest.fixture(params=MATRIX)
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    async with app_harness(request.param, tmp_path) as harness, serving(harness) as client:
        yield await Scene.of(Service(harness, client))
