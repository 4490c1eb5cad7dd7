"""The page on which the API is tried, and the examples on it."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bootstrap.containers.container import Container
from entrypoints.schemas.validation import InputReader
from tests.support.app_harness import app_harness, settings_for
from tests.system.api.conftest import Service, serving

FILES = {
    "/docs": "text/html",
    "/docs/page.js": "text/javascript",
    "/docs/page.css": "text/css",
    "/docs/swagger-ui-bundle.js": "text/javascript",
    "/docs/swagger-ui.css": "text/css",
    "/docs/icon.svg": "image/svg+xml",
}
IMPORTED = """
import sys
from pathlib import Path
from bootstrap.containers.container import Container
from tests.support.app_harness import settings_for

Container(settings=settings_for("memory", Path("."))).web().entrypoint.application()
print("bs4" in sys.modules, "mkdocs_swagger_ui_tag" in sys.modules)
"""


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        yield Service(harness, client)


@pytest.mark.parametrize(("path", "kind"), FILES.items())
async def test_every_file_of_the_page_is_served_under_a_strict_policy(service: Service, path: str, kind: str) -> None:
    async with service.client.http.get(service.client.origin + path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert (response.status, response.content_type) == (200, kind)
        assert len(await response.read()) > 0
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


async def test_a_file_that_is_known_already_is_not_sent_again(service: Service) -> None:
    address = f"{service.client.origin}/docs/swagger-ui-bundle.js"
    async with service.client.http.get(address) as first:
        known = {"If-None-Match": first.headers["ETag"]}
    async with service.client.http.get(address, headers=known) as again:
        assert again.status == 304


async def test_other_files_are_not_found(service: Service) -> None:
    for path in ("/docs/", "/docs/page.html", "/docs/page.py", "/docs/..%2fpage.py"):
        async with service.client.http.get(service.client.origin + path) as response:
            assert (response.status, response.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(("docs", "status"), [("auto", 404), ("on", 200), ("off", 404)])
async def test_beyond_loopback_the_page_is_served_only_when_asked_for(tmp_path: Path, docs: str, status: int) -> None:
    public = {"public_url": "https://accounts.example.org", "docs": docs}
    async with app_harness("memory", tmp_path, **public) as harness, serving(harness) as client:
        for path in ("/docs", "/docs/page.js", "/openapi.json"):
            async with client.http.get(client.origin + path) as response:
                assert response.status == status


def test_the_package_of_the_page_is_not_imported_nor_what_it_stands_on() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_every_example_can_be_sent_as_it_is(tmp_path: Path) -> None:
    entrypoint = Container(settings=settings_for("memory", tmp_path)).web().entrypoint
    bodies = {route.endpoint.body for route in entrypoint.routes if route.endpoint.body}
    examples = [(body, example) for body in bodies for example in body.model_json_schema().get("examples", [])]
    reader = InputReader(entrypoint.context)
    assert all(reader.body(body, example) for body, example in examples)
    assert {body.__name__ for body in bodies} - {body.__name__ for body, _ in examples} == {"RefreshBody"}
