"""What somebody sees who comes to the bare address of the service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.shared_kernel.language import Language
from tests.support.app_harness import app_harness
from tests.support.languages import LANGUAGES
from tests.system.api.conftest import Service, serving
from tests.system.pages.readers import BROWSER, Reader

NAMES = {"docs", "openapi", "problems", "liveness", "readiness", "keys"}


@pytest.fixture
async def reader(tmp_path: Path) -> AsyncIterator[Reader]:
    async with app_harness("memory", tmp_path) as harness, serving(harness) as client:
        harness.container.web().readiness.ready = True
        yield Reader(Service(harness, client))


async def test_a_browser_gets_a_page_whose_links_all_lead_somewhere(reader: Reader) -> None:
    seen = await reader.get("/", Accept=BROWSER)
    assert (seen.status, seen.page.texts_of("h1")) == (200, "Accounts and sessions")
    links = {link["href"] for link in seen.page.all("a") if "hreflang" not in link}
    assert len(links) == len(NAMES)
    assert {(await reader.get(link)).status for link in links} == {200}


@pytest.mark.parametrize("accept", ["*/*", "application/json", None])
async def test_everybody_else_gets_the_same_links_as_json(reader: Reader, accept: str | None) -> None:
    seen = await reader.get("/", **({"Accept": accept} if accept else {}))
    origin = reader.service.harness.container.settings().web.public.text
    assert (seen.status, seen.json["service"]) == (200, "Nexus Cortex")
    assert set(seen.json["links"]) == NAMES
    for link in seen.json["links"].values():
        assert link.startswith(origin)
        assert (await reader.get(link.removeprefix(origin))).status == 200


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_speaks_the_language_of_its_reader(reader: Reader, language: Language) -> None:
    seen = await reader.get("/", Accept=BROWSER, Accept_Language=language)
    (html,) = seen.page.all("html")
    assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert seen.headers["Content-Language"] == language


async def test_the_language_that_was_chosen_goes_along_to_the_codes(reader: Reader) -> None:
    seen = await reader.get("/?lang=it", Accept=BROWSER)
    assert "/problems?lang=it" in seen.page.values("href")


async def test_no_script_runs_and_caches_know_what_the_answer_depends_on(reader: Reader) -> None:
    seen = await reader.get("/", Accept=BROWSER)
    assert seen.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert set(seen.headers["Vary"].split(", ")) == {"Origin", "Accept-Language", "Accept"}


async def test_the_description_is_not_named_where_it_is_not_served(tmp_path: Path) -> None:
    async with app_harness("memory", tmp_path, docs="off") as harness, serving(harness) as client:
        reader = Reader(Service(harness, client))
        named = (await reader.get("/")).json["links"]
        seen = await reader.get("/", Accept=BROWSER)
    assert set(named) == NAMES - {"docs", "openapi"}
    assert {"/docs", "/openapi.json"}.isdisjoint(seen.page.values("href"))
