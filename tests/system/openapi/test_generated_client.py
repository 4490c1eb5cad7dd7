"""A client that a public generator makes of the description alone, against the running service."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bootstrap.containers.container import Container
from tests.support.app_harness import PASSWORD, app_harness, settings_for
from tests.system.api.conftest import Service, serving

BIN = Path(sys.executable).parent
ADA = "ada@example.org"
NAME = "generated_client"
pytestmark = pytest.mark.filterwarnings("ignore:Setting per-request cookies")  # which the generator does for all


Generated = Callable[[str], Any]
"""Imports a part of the client by its name; there are no types before it is generated."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    """The package that was generated; its parts are imported by name."""
    folder = tmp_path_factory.mktemp("generated")
    document = Container(settings=settings_for("memory", folder)).web().entrypoint.describe()
    (folder / "openapi.json").write_bytes(document)
    command: list[str | Path] = [BIN / "openapi-python-client", "generate", "--path", "openapi.json", "--meta", "none"]
    done = subprocess.run(
        [*command, "--output-path", NAME, "--fail-on-warning"],
        cwd=folder,
        env=os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield lambda path: import_module(f"{NAME}{path}")


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        await harness.register(ADA, staff=True)
        yield Service(harness, client)


@pytest.mark.parametrize("platform", ["customer", "admin"])
async def test_a_generated_client_signs_in_refreshes_and_reads_its_account(
    service: Service, generated: Generated, platform: str
) -> None:
    models, origin = generated(".models"), service.client.origin
    log_in = generated(f".api.{platform}_auth.login_{platform}")
    refresh = generated(f".api.{platform}_auth.refresh_tokens_{platform}")
    me = generated(f".api.{platform}_me.get_me_{platform}")

    async with generated("").Client(origin) as nobody:
        pair = await log_in.asyncio(client=nobody, body=models.LoginBody(ADA, PASSWORD))
        renewed = await refresh.asyncio(client=nobody, body=models.RefreshBody(pair.refresh_token))
    async with generated("").AuthenticatedClient(origin, renewed.access_token) as ada:
        known = await me.asyncio(client=ada)

    assert renewed.refresh_token != pair.refresh_token
    assert (known.email, known.is_staff) == (ADA, True)


async def test_a_generated_client_reads_an_error_by_its_code(service: Service, generated: Generated) -> None:
    log_in = generated(".api.customer_auth.login_customer")
    body = generated(".models").LoginBody(ADA, "wrong")

    async with generated("").Client(service.client.origin) as nobody:
        refused = await log_in.asyncio(client=nobody, body=body)

    assert refused.code == "invalid_credentials"


async def test_a_generated_client_keeps_its_refresh_token_in_a_cookie(service: Service, generated: Generated) -> None:
    models, origin = generated(".models"), service.client.origin
    log_in = generated(".api.customer_auth.login_customer")
    refresh = generated(".api.customer_auth.refresh_tokens_customer")
    credentials = models.LoginBody(ADA, PASSWORD, models.RefreshIn.COOKIE)

    async with generated("").Client(origin, headers={"Origin": origin}) as browser:
        pair = await log_in.asyncio(client=browser, body=credentials)
        renewed = await refresh.asyncio(client=browser)

    assert not pair.refresh_token
    assert not renewed.refresh_token
    assert renewed.access_token != pair.access_token
