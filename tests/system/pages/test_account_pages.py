"""The pages behind the links in mails."""

import pytest

from domain.accounts.user import User
from tests.support.languages import LANGUAGES
from tests.system.pages.page_client import ADA, NEW, NEW_PASSWORD, PATHS, PageClient

PASSWORD_PAGES = ("reset-password", "accept-invitation")
EMAIL_PAGES = ("verify-email", "confirm-email")


def form_for(path: str) -> dict[str, str]:
    return {"password": NEW_PASSWORD} if path in PASSWORD_PAGES else {}


async def user(page_client: PageClient, email: str = ADA) -> User:
    return await page_client.service.harness.user(email)


@pytest.mark.parametrize("path", PATHS)
async def test_opening_a_page_spends_nothing_and_its_form_acts_once(page_client: PageClient, path: str) -> None:
    token = await page_client.link(path)
    before = (await user(page_client)).version
    for _look in range(2):
        assert (await page_client.open(path, token)).status == 200
    assert (await page_client.open(path, token, method="HEAD")).status == 200
    assert (await user(page_client)).version == before
    assert (await page_client.send(path, token, form_for(path))).status == 200
    assert (await user(page_client, NEW if path == "confirm-email" else ADA)).version > before
    for again in (await page_client.send(path, token, form_for(path)), await page_client.open(path, token)):
        assert again.status == 410


@pytest.mark.parametrize("path", PASSWORD_PAGES)
async def test_the_password_that_was_chosen_opens_the_account(page_client: PageClient, path: str) -> None:
    await page_client.send(path, await page_client.link(path), {"password": NEW_PASSWORD})
    assert (await page_client.service.client.log_in(ADA, NEW_PASSWORD)).status == 200


@pytest.mark.parametrize(("password", "said"), [("short", "mindestens 8"), ("GraceHopper1", "erraten"), ("", "8")])
async def test_a_password_that_is_refused_is_told_beside_its_field_and_never_repeated(
    page_client: PageClient, password: str, said: str
) -> None:
    token = await page_client.link("reset-password")
    seen = await page_client.send("reset-password", token, {"password": password})
    (field,) = [element for element in seen.page.all("input") if element.get("name") == "password"]
    assert (seen.status, field["aria-invalid"], "value" in field) == (422, "true", False)
    assert field["aria-describedby"].split()[0] == "password-fault"
    assert said in seen.text
    assert seen.page.texts_of("title").startswith("Bitte prüfen Sie Ihre Eingaben")
    assert (await page_client.send("reset-password", token, {"password": NEW_PASSWORD})).status == 200


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_speaks_the_language_of_its_reader_and_any_other_on_demand(
    page_client: PageClient, path: str
) -> None:
    token = await page_client.link(path)
    seen = await page_client.open(path, token, Accept_Language="fr")
    (html,) = seen.page.all("html")
    assert (html["lang"], html["dir"], seen.headers["Content-Language"]) == ("de", "ltr", "de")
    for language in LANGUAGES:
        other = await page_client.open(path, f"{token}&lang={language}")
        (html,) = other.page.all("html")
        assert (html["lang"], html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
        assert other.headers["Content-Language"] == language
        assert {link["hreflang"] for link in other.page.all("a")} == set(LANGUAGES) - {language}


async def test_the_language_that_was_chosen_stays_when_the_form_is_sent(page_client: PageClient) -> None:
    token = await page_client.link("reset-password")
    seen = await page_client.open("reset-password", f"{token}&lang=ru")
    (form,) = seen.page.all("form")
    assert form["action"] == f"/account/reset-password?token={token}&lang=ru"
    assert form["method"] == "post"


async def test_the_address_that_the_link_is_about_is_shown(page_client: PageClient) -> None:
    seen = await page_client.open("confirm-email", await page_client.link("confirm-email"))
    assert NEW in seen.page.values("value")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("token", "status"), [("", 400), ("a.b", 400), ("x" * 5000, 400), ("a.b&token=a.b", 400), ("%00", 400)]
)
async def test_a_link_that_was_never_made_leads_to_a_page_that_says_what_to_do(
    page_client: PageClient, path: str, token: str, status: int
) -> None:
    seen = await page_client.open(path, token, Accept_Language="es")
    assert (seen.status, seen.page.all("form")) == (status, [])
    assert "solicite uno nuevo" in seen.text
    assert seen.headers["Content-Type"].startswith("text/html")


async def test_a_link_of_another_page_does_nothing_here(page_client: PageClient) -> None:
    token = await page_client.link("verify-email")
    assert (await page_client.send("reset-password", token, {"password": NEW_PASSWORD})).status == 400
    assert (await page_client.send("confirm-email", token)).status == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "https://evil.example", "Sec_Fetch_Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec_Fetch_Site": "same-origin"}, 200),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
async def test_forms_of_other_websites_are_refused(
    page_client: PageClient, headers: dict[str, str], status: int
) -> None:
    token = await page_client.link("verify-email")
    assert (await page_client.send("verify-email", token, **headers)).status == status
    assert (await user(page_client)).is_email_verified is (status == 200)


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ("password=a&password=b", {}, 400),
        ("password=%ff%fe", {}, 400),
        ("&".join(f"f{n}=1" for n in range(50)), {}, 400),
        ("password=é".encode(), {}, 400),
        ("password=" + "x" * 70_000, {}, 413),
        ('{"password": "x"}', {"Content_Type": "application/json"}, 415),
    ],
    ids=["twice", "no text", "too many", "not encoded", "too long", "no form"],
)
async def test_a_body_that_no_form_sends_is_answered_with_a_page(
    page_client: PageClient, form: str | bytes, headers: dict[str, str], status: int
) -> None:
    token = await page_client.link("reset-password")
    seen = await page_client.send(
        "reset-password", token, form, **({"Content_Type": "application/x-www-form-urlencoded"} | headers)
    )
    assert (seen.status, seen.headers["Content-Type"]) == (status, "text/html; charset=utf-8")


async def test_pages_are_kept_by_nobody_run_nothing_and_send_no_referrer(page_client: PageClient) -> None:
    seen = await page_client.open("reset-password", await page_client.link("reset-password"))
    policy = seen.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; form-action 'self'")
    assert "frame-ancestors 'none'" in policy
    assert (seen.headers["Cache-Control"], seen.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert seen.page.all("script") == []
    assert [style for style in seen.page.values("style") if style] == []


async def test_every_field_has_its_label(page_client: PageClient) -> None:
    seen = await page_client.open("reset-password", await page_client.link("reset-password"))
    labelled = {label["for"] for label in seen.page.all("label")}
    assert {field["id"] for field in seen.page.all("input")} == labelled


async def test_an_address_below_account_that_leads_nowhere_is_a_page_too(page_client: PageClient) -> None:
    seen = await page_client.open("nowhere", "&lang=it")
    assert (seen.status, seen.page.all("html")[0]["lang"]) == (404, "it")


async def test_the_style_sheet_is_found_under_a_name_that_changes_with_it(page_client: PageClient) -> None:
    seen = await page_client.open("nowhere")
    (link,) = seen.page.all("link")
    client = page_client.service.client
    async with client.http.get(client.origin + link["href"]) as response:
        assert (response.status, response.content_type) == (200, "text/css")
        assert "immutable" in response.headers["Cache-Control"]


async def test_markup_in_an_address_stays_text(page_client: PageClient) -> None:
    for query in ('"><script>alert(1)</script>', '&lang="><script>', "&<script>=1"):
        seen = await page_client.open("nowhere", query)
        assert seen.page.all("script") == []


async def test_mails_and_pages_together_show_a_link_that_works_as_it_is_printed(page_client: PageClient) -> None:
    await page_client.link("verify-email")
    (mail,) = await page_client.service.harness.mails()
    assert mail.link in mail.text.splitlines()
    path, _, token = mail.link.partition("/account/")[2].partition("?token=")
    assert (await page_client.send(path, token)).status == 200
