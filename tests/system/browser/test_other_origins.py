"""Pages of other websites, in a real browser: those that the settings name, and those that they do not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler
from playwright.async_api import Browser, BrowserContext, Cookie, Page, Response

from domain.sessions.session import Session
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.conftest import Service, serving

ADA = "ada@example.org"
CREDENTIALS = {"email": ADA, "password": PASSWORD, "refresh_in": "cookie"}
ASK = """
async ({ method = "POST", address, body, token, headers = {} }) => {
  const sent = { "X-Source": "customer", "Content-Type": "application/json", ...headers };
  if (token) sent["Authorization"] = `Bearer ${token}`;
  try {
    const answer = await fetch(address, {
      method, headers: sent, credentials: "include", body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get("ETag"), body: text ? JSON.parse(text) : null };
  } catch (error) {
    return { refused: error.name };
  }
}
"""
SMUGGLE = """
(address) => fetch(address, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" })
  .then(() => null, () => null)
"""


@asynccontextmanager
async def website() -> AsyncIterator[str]:
    """Pages of somebody else on this machine: another origin of the same site. Gives its origin."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="<title>An app</title>", content_type="text/html")

    application = web.Application()
    application.add_routes([web.get("/{anywhere:.*}", page)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@web.middleware
class Together:
    """Lets refreshes in by pairs: none is answered before the other has arrived."""

    def __init__(self) -> None:
        self.pair = asyncio.Barrier(2)
        self.on = False

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if self.on and request.path.endswith("/auth/refresh") and request.method == "POST":
            await self.pair.wait()
        return await handler(request)


@pytest.fixture
async def app() -> AsyncIterator[str]:
    async with website() as origin:
        yield origin


@pytest.fixture
async def stranger() -> AsyncIterator[str]:
    async with website() as origin:
        yield origin


@pytest.fixture
def together() -> Together:
    return Together()


@pytest.fixture
async def service(tmp_path: Path, app: str, together: Together) -> AsyncIterator[Service]:
    async with (
        app_harness("sqlite", tmp_path, cors_origins=(app,)) as harness,
        serving(harness, together) as client,
    ):
        await harness.register(ADA)
        yield Service(harness, client)


@pytest.fixture
async def window(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context()
    yield opened
    await opened.close()


async def a_tab(window: BrowserContext, origin: str) -> Page:
    page = await window.new_page()
    await page.goto(origin)
    return page


async def ask(page: Page, service: Service, path: str, **how: object) -> Any:
    return await page.evaluate(ASK, {"address": f"{service.client.origin}/customer{path}", **how})


def renews(answer: Response) -> bool:
    return answer.url.endswith("/auth/refresh") and answer.request.method == "POST"


async def sessions(service: Service) -> list[Session]:
    return await service.harness.sessions_of((await service.harness.user(ADA)).pk)


async def refresh_cookies(window: BrowserContext, service: Service) -> list[Cookie]:
    """Without what the device is known by, which outlives the session."""
    kept = await window.cookies(f"{service.client.origin}/customer/auth")
    return [cookie for cookie in kept if cookie["name"] == "cortex-customer"]


async def test_a_page_that_the_settings_name_lives_with_the_cookie(
    service: Service, window: BrowserContext, app: str
) -> None:
    page = await a_tab(window, app)
    signed_in = await ask(page, service, "/auth/login", body=CREDENTIALS)
    assert "refresh_token" not in signed_in["body"]
    await page.goto(f"{app}/customer/auth/spy")  # cookies know no ports: what scripts may see, this page sees
    assert await page.evaluate("document.cookie") == ""
    token = (await ask(page, service, "/auth/refresh"))["body"]["access_token"]
    me = await ask(page, service, "/me", method="GET", token=token)
    assert (me["body"]["email"], me["etag"]) == (ADA, '"1"')
    changed = await ask(
        page, service, "/me", method="PATCH", token=token, body={"language": "it"}, headers={"If-Match": me["etag"]}
    )
    assert (changed["status"], changed["body"]["language"]) == (200, "it")
    assert (await ask(page, service, "/auth/logout"))["status"] == 204
    assert (await refresh_cookies(window, service), await sessions(service)) == ([], [])


async def test_a_page_that_they_do_not_name_cannot_even_ask(
    service: Service, window: BrowserContext, stranger: str
) -> None:
    page = await a_tab(window, stranger)
    assert await ask(page, service, "/auth/login", body=CREDENTIALS) == {"refused": "TypeError"}
    assert await sessions(service) == []


async def test_a_page_of_another_origin_gains_nothing_by_the_cookie_of_its_reader(
    service: Service, window: BrowserContext, app: str, stranger: str
) -> None:
    mine, theirs = await a_tab(window, app), await a_tab(window, stranger)
    await ask(mine, service, "/auth/login", body=CREDENTIALS)
    before = await refresh_cookies(window, service)
    assert await ask(theirs, service, "/auth/refresh") == {"refused": "TypeError"}
    for path in ("/auth/refresh", "/auth/logout"):
        await theirs.evaluate(SMUGGLE, f"{service.client.origin}/customer{path}")
    assert await refresh_cookies(window, service) == before
    assert (await ask(mine, service, "/auth/refresh"))["status"] == 200


async def test_tabs_that_refresh_at_once_end_with_one_session_and_one_successor(
    service: Service, window: BrowserContext, app: str, together: Together
) -> None:
    tabs = [await a_tab(window, app), await a_tab(window, app)]
    await ask(tabs[0], service, "/auth/login", body=CREDENTIALS)
    first = await refresh_cookies(window, service)
    kept: list[str] = []
    together.on = True
    for _round in range(3):
        renewals = [tab.wait_for_event("response", renews) for tab in tabs]
        answers = await asyncio.gather(*renewals, *(ask(tab, service, "/auth/refresh") for tab in tabs))
        assert [answer["status"] for answer in answers[2:]] == [200, 200]
        successors = {await answer.header_value("set-cookie") for answer in answers[:2]}
        assert len({successor.partition(";")[0] for successor in successors}) == 1
        kept.append((await refresh_cookies(window, service))[0]["value"])
    assert len({first[0]["value"], *kept}) == 4
    assert len(await sessions(service)) == 1
