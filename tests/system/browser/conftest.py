"""A real browser. Where there is none these tests are skipped, but never where CI says that there must be one."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.support.app_harness import app_harness
from tests.support.doses import ON_CI
from tests.system.api.conftest import Service, serving
from tests.system.pages.page_client import PageClient

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        if ON_CI:
            pytest.fail("there must be a browser on CI: install chromium")
        pytest.skip("there is no Chromium on this machine")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        await started.close()


@pytest.fixture
async def page_client(tmp_path: Path) -> AsyncIterator[PageClient]:
    async with app_harness("sqlite", tmp_path) as harness, serving(harness) as client:
        yield PageClient(Service(harness, client))


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A window of somebody who runs no scripts of websites."""
    opened = await browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield opened
    await opened.close()


@pytest.fixture
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """What the browser complains about, a breach of the page's own policy for instance, fails the test."""
    opened = await context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    told = [complaint for complaint in complaints if "status of 4" not in complaint]
    assert told == []
