"""The page on which the API is tried, in a real browser that reaches nothing else."""

import json
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.system.api.conftest import Service
from tests.system.pages.page_client import PageClient

ADA = "ada@example.org"
PASSWORD = "nine stone bridges"
TIMEOUT_SECONDS = 120_000
"""Milliseconds: a page of one and a half megabytes of script, on a busy machine."""


@pytest.fixture
async def page(page_client: PageClient, browser: Browser) -> AsyncIterator[Page]:
    """What the browser complains about, and what is asked of anybody else, fails the test."""
    context = await browser.new_context(viewport={"width": 1100, "height": 900})
    opened = await context.new_page()
    complaints: list[str] = []
    origin = page_client.service.client.origin
    opened.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda sent: None if sent.url.startswith(origin) else complaints.append(sent.url))
    await opened.goto(f"{origin}/docs")
    yield opened
    await context.close()
    assert complaints == []


@pytest.fixture
def service(page_client: PageClient) -> Service:
    return page_client.service


async def press(page: Page, operation: str) -> tuple[int, str]:
    """Executes an endpoint as it stands there: the status and the body of its answer."""
    block: Locator = page.locator(f'[id$="-{operation}"]')
    await block.locator(".opblock-summary-control").click()
    await block.get_by_role("button", name="Execute").click()
    answer = block.locator(".live-responses-table tbody tr").first
    await expect(answer.locator(".response-col_status")).to_have_text(re.compile("[0-9]{3}"), timeout=TIMEOUT_SECONDS)
    body = await answer.locator(".response-col_description code").first.inner_text()
    return int((await answer.locator(".response-col_status").inner_text())[:3]), body


async def authorize(page: Page, token: str) -> None:
    await page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".modal-ux")
    await dialog.get_by_role("textbox").fill(token)
    await dialog.get_by_role("button", name="Apply credentials").click()
    await dialog.get_by_role("button", name="Close").last.click()


async def test_a_customer_registers_signs_in_and_asks_who_they_are(service: Service, page: Page) -> None:
    assert (await press(page, "register_customer"))[0] == 201
    assert (await service.harness.user(ADA)).last_name == "Lovelace"
    status, pair = await press(page, "login_customer")
    assert status == 200
    await authorize(page, json.loads(pair)["access_token"])
    status, me = await press(page, "get_me_customer")
    assert (status, json.loads(me)["email"]) == (200, ADA)
    assert (await press(page, "update_me_customer"))[0] == 200
    assert (await service.harness.user(ADA)).first_name == "Augusta Ada"


async def test_staff_sign_in_and_look_around(service: Service, page: Page) -> None:
    await service.harness.register(ADA, PASSWORD, staff=True)
    _status, pair = await press(page, "login_admin")
    await authorize(page, json.loads(pair)["access_token"])
    status, people = await press(page, "list_users")
    assert (status, json.loads(people)["total"]) == (200, 1)
    assert (await press(page, "create_user"))[0] == 201


@pytest.mark.parametrize("width", [390, 1280])
async def test_everything_is_there_to_be_read(page: Page, service: Service, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await expect(page.locator(".opblock-tag").first).to_contain_text("customer auth", timeout=TIMEOUT_SECONDS)
    described = json.loads(service.harness.container.web().entrypoint.describe())
    await expect(page.locator(".opblock")).to_have_count(
        sum(map(len, described["paths"].values())), timeout=TIMEOUT_SECONDS
    )
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
