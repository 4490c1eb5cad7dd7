"""What a page says of a link that is not good any more: done already is not failed."""

import asyncio
from http import HTTPStatus

import pytest

from tests.support.app_harness import PASSWORD
from tests.system.pages.page_client import ADA, NEW, NEW_PASSWORD, PATHS, PageClient, Seen

ALREADY = {
    "verify-email": "Your email address is confirmed already",
    "confirm-email": "Your email address was changed already",
    "reset-password": "Your password was changed already",
    "accept-invitation": "Your account is ready already",
}
AGAIN = {
    "verify-email": "have the mail sent to you once more",
    "confirm-email": "ask for the change of your address once more",
    "reset-password": "ask for a new link where you sign in",
    "accept-invitation": "ask whoever invited you",
}
EXPIRED, NEWER = "This link has expired", "There is a newer link"
CHANGED = "Your account has changed since this link was sent"


def form_for(path: str) -> dict[str, str]:
    return {"password": NEW_PASSWORD} if path in {"reset-password", "accept-invitation"} else {}


async def follow(page_client: PageClient, path: str, token: str) -> Seen:
    return await page_client.send(path, f"{token}&lang=en", form_for(path))


async def follow_until_answered(page_client: PageClient, path: str, token: str) -> Seen:
    """Sends its form again where the answer is 503: nothing has happened then."""
    while (seen := await follow(page_client, path, token)).status == HTTPStatus.SERVICE_UNAVAILABLE:
        pass
    return seen


async def both(page_client: PageClient, path: str, token: str) -> list[Seen]:
    """Opened, and its form sent."""
    return [await page_client.open(path, f"{token}&lang=en"), await follow(page_client, path, token)]


def is_wrong(seen: Seen) -> bool:
    return any(element.get("class") == "wrong" for element in seen.page.all("div"))


@pytest.mark.parametrize("path", PATHS)
async def test_a_link_that_was_used_says_that_it_is_done_already(page_client: PageClient, path: str) -> None:
    token = await page_client.link(path)
    assert (await follow(page_client, path, token)).status == 200
    for seen in await both(page_client, path, token):
        assert (seen.status, seen.heading, is_wrong(seen)) == (410, ALREADY[path], False)
        assert seen.page.all("form") == []


@pytest.mark.parametrize("path", PATHS)
async def test_forms_sent_at_once_have_one_winner_and_the_others_hear_that_it_is_done(
    page_client: PageClient, path: str
) -> None:
    token = await page_client.link(path)
    seen = await asyncio.gather(*(follow_until_answered(page_client, path, token) for _form in range(5)))
    assert sorted(each.status for each in seen) == [200] + [410] * 4
    assert {each.heading for each in seen if each.status == 410} == {ALREADY[path]}
    assert not any(map(is_wrong, seen))


@pytest.mark.parametrize("path", PATHS)
async def test_a_link_that_has_expired_says_so_and_how_to_come_by_a_new_one(page_client: PageClient, path: str) -> None:
    token = await page_client.link(path)
    page_client.service.harness.pass_time(days=8)
    for seen in await both(page_client, path, token):
        assert (seen.status, seen.heading, is_wrong(seen)) == (410, EXPIRED, True)
        assert AGAIN[path] in seen.text


async def asked_again(page_client: PageClient, path: str) -> None:
    client = page_client.service.client
    match path:
        case "verify-email":
            await client("POST", "/auth/resend-verification", {"email": ADA})
        case "reset-password":
            await client("POST", "/auth/forgot-password", {"email": ADA})
        case "accept-invitation":
            boss = await client.at("admin").signed_in("boss@example.org")
            await boss("POST", f"/users/{(await page_client.service.harness.user(ADA)).pk}/resend-invitation")
        case _:
            ada = await client.signed_in(ADA)
            await ada("POST", "/me/email", {"new_email": "third@example.org", "password": PASSWORD})


@pytest.mark.parametrize("path", PATHS)
async def test_a_link_that_a_newer_one_has_replaced_says_so(page_client: PageClient, path: str) -> None:
    token = await page_client.link(path)
    await asked_again(page_client, path)
    for seen in await both(page_client, path, token):
        assert (seen.status, seen.heading, is_wrong(seen)) == (410, NEWER, True)
        assert "newest mail" in seen.text


async def test_a_link_that_was_replaced_says_so_no_more_when_the_newer_one_has_done_it(page_client: PageClient) -> None:
    token = await page_client.link("verify-email")
    await asked_again(page_client, "verify-email")
    await follow(page_client, "verify-email", await page_client.service.harness.mailed_token(ADA))
    assert {seen.heading for seen in await both(page_client, "verify-email", token)} == {ALREADY["verify-email"]}


async def test_a_link_to_confirm_is_done_by_a_link_to_reset_too(page_client: PageClient) -> None:
    token = await page_client.link("verify-email")
    await asked_again(page_client, "reset-password")
    await follow(page_client, "reset-password", await page_client.service.harness.mailed_token(ADA))
    assert {seen.heading for seen in await both(page_client, "verify-email", token)} == {ALREADY["verify-email"]}


async def test_a_link_that_the_account_has_outgrown_says_so(page_client: PageClient) -> None:
    token = await page_client.link("reset-password")
    ada = await page_client.service.client.signed_in(ADA)
    await ada("POST", "/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD})
    for seen in await both(page_client, "reset-password", token):
        assert (seen.status, seen.heading, is_wrong(seen)) == (410, CHANGED, True)
        assert AGAIN["reset-password"] in seen.text


async def test_a_used_link_says_nothing_of_the_address_that_an_account_has_by_now(page_client: PageClient) -> None:
    used = await page_client.link("confirm-email")
    await follow(page_client, "confirm-email", used)
    ada = await page_client.service.client.signed_in(NEW)
    await ada("POST", "/me/email", {"new_email": "third@example.org", "password": PASSWORD})
    await follow(page_client, "confirm-email", await page_client.service.harness.mailed_token("third@example.org"))
    for seen in await both(page_client, "confirm-email", used):
        assert (seen.status, seen.heading, is_wrong(seen)) == (410, "No longer available", True)
        assert "third@example.org" not in seen.text


async def test_an_app_of_its_own_is_told_the_same_in_words_and_the_same_code(page_client: PageClient) -> None:
    client, harness = page_client.service.client, page_client.service.harness
    token = await page_client.link("verify-email")
    await asked_again(page_client, "verify-email")
    replaced = await client("POST", "/auth/verify-email", {"token": token})
    newest = await harness.mailed_token(ADA)
    await client("POST", "/auth/verify-email", {"token": newest})
    done = await client("POST", "/auth/verify-email", {"token": newest})
    await asked_again(page_client, "reset-password")
    reset = {"token": await harness.mailed_token(ADA), "new_password": NEW_PASSWORD}
    harness.pass_time(hours=1)
    expired = await client("POST", "/auth/reset-password", reset)
    assert {(each.status, each.code) for each in (replaced, done, expired)} == {(410, "link_spent")}
    assert [each.body["detail"].partition(".")[0] for each in (replaced, done, expired)] == [
        "A newer link has taken the place of this one",
        "This has been done already",
        "This link has expired",
    ]


async def test_a_forged_link_is_told_nothing(page_client: PageClient) -> None:
    token = await page_client.link("verify-email")
    await follow(page_client, "verify-email", token)
    forged = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    for seen in await both(page_client, "verify-email", forged):
        assert seen.status == 400
        assert ALREADY["verify-email"] not in seen.text
