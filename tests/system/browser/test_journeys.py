"""From a mail to its end, in a real browser and without a script."""

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.support.app_harness import PASSWORD
from tests.support.languages import LANGUAGES
from tests.system.pages.page_client import ADA, NEW_PASSWORD, PATHS, PageClient


async def mailed_link(page_client: PageClient, email: str = ADA) -> str:
    """The address that was mailed last, with the origin of this server."""
    mails = [mail for mail in await page_client.service.harness.mails() if mail.to == email and mail.link]
    return page_client.service.client.origin + "/account" + str(mails[-1].link).partition("/account")[2]


async def test_an_arabic_speaker_confirms_their_address(page_client: PageClient, page: Page) -> None:
    await page_client.service.client.register(ADA, language="ar")
    await page.goto(await mailed_link(page_client))
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("h1")).to_have_text("تأكيد عنوان بريدكم الإلكتروني")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_contain_text("تم تأكيد عنوان بريدكم الإلكتروني")
    assert (await page_client.service.harness.user(ADA)).is_email_verified


async def test_a_forgotten_password_is_replaced_with_the_keyboard_alone_and_every_session_ends(
    page_client: PageClient, page: Page
) -> None:
    client = page_client.service.client
    await client.register(ADA, language="de")
    phone = await client.signed_in(ADA)
    await client("POST", "/auth/forgot-password", {"email": ADA})
    await page.goto(await mailed_link(page_client))
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.type("kurz")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("Bitte verwenden Sie mindestens 8 Zeichen")
    await expect(page.get_by_label("Neues Passwort")).to_be_focused()
    await page.keyboard.type(NEW_PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("Ihr Passwort wurde geändert")
    assert (await phone("GET", "/me")).code == "revoked_token"
    assert (await client.log_in(ADA, PASSWORD)).code == "invalid_credentials"
    assert (await client.log_in(ADA, NEW_PASSWORD)).status == 200


async def test_an_invited_person_reads_another_language_and_sets_a_password(
    page_client: PageClient, page: Page
) -> None:
    await page_client.link("accept-invitation")
    await page.goto(await mailed_link(page_client))
    await page.get_by_role("link", name="Français").click()
    await expect(page.locator("h1")).to_have_text("Bienvenue")
    await page.get_by_label("Nouveau mot de passe").fill(NEW_PASSWORD)
    await page.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_contain_text("Votre compte est prêt")
    assert (await page_client.service.client.log_in(ADA, NEW_PASSWORD)).status == 200


async def test_a_second_tab_that_comes_too_late_is_told_that_it_was_done(
    page_client: PageClient, context: BrowserContext, page: Page
) -> None:
    await page_client.link("verify-email")
    link, other = await mailed_link(page_client), await context.new_page()
    for tab in (page, other):
        await tab.goto(link)
    await page.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_contain_text("bestätigt")
    await other.get_by_role("button").click()
    await expect(other.get_by_role("status")).to_contain_text("schon bestätigt")
    await page.go_back()
    await expect(page.get_by_role("status")).to_contain_text("schon bestätigt")


async def test_a_form_on_another_website_achieves_nothing(page_client: PageClient, page: Page) -> None:
    await page_client.link("verify-email")
    link = await mailed_link(page_client)
    await page.route("**/trap", lambda route: route.fulfill(body=trap(link), content_type="text/html"))
    await page.goto("http://elsewhere.example/trap")
    await page.get_by_role("button").click()
    await expect(page.get_by_role("status")).to_contain_text("another website")
    assert not (await page_client.service.harness.user(ADA)).is_email_verified


def trap(link: str) -> str:
    return f'<form method="post" action="{link}"><button>Win a prize</button></form>'


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [320, 1280])
async def test_no_page_is_wider_than_its_window_in_any_language(
    page_client: PageClient, browser: Browser, path: str, width: int
) -> None:
    link = f"{page_client.service.client.origin}/account/{path}?token={await page_client.link(path)}"
    context = await browser.new_context(viewport={"width": width, "height": 700})
    page = await context.new_page()
    for language in LANGUAGES:
        await page.goto(f"{link}&lang={language}")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, language
        low = await page.evaluate("Math.min(...[...document.querySelectorAll('button')].map(b => b.offsetHeight))")
        assert low >= 44
    await context.close()
