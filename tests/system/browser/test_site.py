"""The documentation site in a real browser, from files: there is no server, and nothing is fetched from elsewhere."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.foundation.checkout import ROOT
from tests.support.doses import ON_CI

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
TIMEOUT_MILLISECONDS = 120_000
DARK = "rgb(19, 20, 22)"
LONG_PAGES = ["reference/settings", "reference/http", "explanation/security", "tutorials/first-tour"]
VISITED = ["index", "explanation/jobs", *LONG_PAGES]
"""The pages that are written, and that the search knows. ``CI`` and ``make check`` build the whole site, and there a
warning is an error; here Sphinx warns that the search does not know the rest."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-b",
        "html",
        "-d",
        folder / "doctrees",
        "docs",
        folder / "site",
    ]
    which = ["-W"] if ON_CI else [f"docs/{name}.md" for name in VISITED]
    subprocess.run([*command, *which], cwd=ROOT, check=True)
    return folder / "site"


@pytest.fixture
async def reader(browser: Browser) -> AsyncIterator[Page]:
    """A page that runs scripts, on a phone at night. What is asked of other addresses than files fails the test."""
    context = await browser.new_context(viewport=PHONE, color_scheme="dark")
    page = await context.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if request.url[:5] != "file:" else None)
    yield page
    await context.close()
    assert elsewhere == []


async def test_the_search_finds_a_setting_and_leads_to_it(reader: Page, site: Path) -> None:
    await reader.goto((site / "search.html").as_uri() + "?q=CORTEX_REFRESH_GRACE")
    await reader.get_by_role("link", name="CORTEX_REFRESH_GRACE").click(timeout=TIMEOUT_MILLISECONDS)
    await expect(reader.get_by_role("heading", name="CORTEX_REFRESH_GRACE")).to_be_visible(timeout=TIMEOUT_MILLISECONDS)
    assert "reference/settings.html" in reader.url


async def test_the_search_finds_a_word_of_an_explanation(reader: Page, site: Path) -> None:
    await reader.goto((site / "search.html").as_uri() + "?q=outbox")
    found = reader.get_by_role("link", name="How a job is done, whatever dies").first
    await expect(found).to_be_visible(timeout=TIMEOUT_MILLISECONDS)


@pytest.mark.parametrize("name", LONG_PAGES)
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_no_page_is_wider_than_its_window(reader: Page, site: Path, name: str, viewport: ViewportSize) -> None:
    await reader.set_viewport_size(viewport)
    await reader.goto((site / f"{name}.html").as_uri())
    assert await reader.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


async def test_the_site_is_as_dark_as_the_reader_wants_it(reader: Page, site: Path) -> None:
    await reader.goto((site / "index.html").as_uri())
    background = "getComputedStyle(document.body).backgroundColor"
    assert await reader.evaluate(background) == DARK
    await reader.emulate_media(color_scheme="light")
    assert await reader.evaluate(background) == "rgb(255, 255, 255)"
