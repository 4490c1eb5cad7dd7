from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.app_harness import MATRIX, app_harness
from tests.system.api.conftest import Service, serving
from tests.system.api.mfa.authenticator import Authenticator

ADA, BOSS = "ada@example.org", "boss@example.org"


@pytest.fixture(params=MATRIX)
async def service(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness(request.param, tmp_path) as harness, serving(harness) as client:
        await harness.register(ADA)
        yield Service(harness, client)


@pytest.fixture
def ada(service: Service) -> Authenticator:
    return Authenticator(service.harness, service.client, ADA)
