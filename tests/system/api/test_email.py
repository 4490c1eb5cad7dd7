"""Showing that an address is one's own, and changing it."""

from pathlib import Path

import pytest

from adapters.mailer.memory import MemoryMailer
from tests.support.app_harness import PASSWORD, app_harness
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service, serving

ADA, NEW, BOB = "ada@example.org", "ada.king@example.org", "bob@example.org"
CONFIRM = "Please confirm your email address"
CONFIRM_NEW = "Please confirm your new email address"
ABOUT_TO_CHANGE = "Your email address is about to change"
IN_USE = "You already have an account"


@pytest.fixture
async def ada(client: Client) -> Client:
    await client.register(ADA)
    return await client.signed_in(ADA)


async def verify(client: Client, token: str) -> Reply:
    return await client("POST", "/auth/verify-email", {"token": token})


async def change(ada: Client, new_email: str, password: str = PASSWORD) -> Reply:
    return await ada("POST", "/me/email", {"new_email": new_email, "password": password})


async def test_the_mail_of_a_registration_confirms_the_address_once(
    service: Service, client: Client, ada: Client
) -> None:
    token = await service.harness.mailed_token(ADA)
    assert (await verify(client, token)).status == 204
    assert (await ada("GET", "/me")).body["is_email_verified"] is True
    again = await verify(client, token)
    assert (again.status, again.code) == (410, "link_spent")


async def test_a_link_that_was_never_made_is_not_one_that_was_used(
    service: Service, client: Client, ada: Client
) -> None:
    token = await service.harness.mailed_token(ADA)
    for forged in (token[:-1] + ("A" if token[-1] != "A" else "B"), token + "=", token.upper(), "a.b", ".", "é"):
        refused = await verify(client, forged)
        assert (refused.status, refused.code) == (400, "invalid_link"), forged
    assert (await verify(client, "")).faults == {"token": "too_short"}


async def test_a_link_is_over_in_its_time(service: Service, client: Client, ada: Client) -> None:
    token = await service.harness.mailed_token(ADA)
    service.harness.pass_time(hours=24)
    assert (await verify(client, token)).code == "link_spent"


async def test_a_newer_link_replaces_the_older(service: Service, client: Client, ada: Client) -> None:
    older = await service.harness.mailed_token(ADA)
    assert (await client("POST", "/auth/resend-verification", {"email": ADA.upper()})).status == 202
    newer = await service.harness.mailed_token(ADA)
    assert (await verify(client, older)).code == "link_spent"
    assert (await verify(client, newer)).status == 204


async def test_asking_for_the_mail_again_tells_nothing_and_mails_only_who_needs_it(
    service: Service, client: Client, ada: Client
) -> None:
    await verify(client, await service.harness.mailed_token(ADA))
    for email in (ADA, "nobody@example.org"):
        asked = await client("POST", "/auth/resend-verification", {"email": email})
        assert (asked.status, asked.body) == (202, {})
    assert [mail.subject for mail in await service.harness.mails()] == [CONFIRM]


async def test_an_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told(
    service: Service, client: Client, ada: Client
) -> None:
    asked = await change(ada, NEW)
    assert (asked.status, asked.body) == (202, {})
    assert (await ada("GET", "/me")).body["email"] == ADA
    assert await service.harness.mails_to(NEW) == [CONFIRM_NEW]
    assert await service.harness.mails_to(ADA) == [CONFIRM, ABOUT_TO_CHANGE]
    assert (await verify(client, await service.harness.mailed_token(NEW))).status == 204
    me = (await ada("GET", "/me")).body
    assert (me["email"], me["is_email_verified"]) == (NEW, True)
    assert (await client.log_in(NEW)).status == 200


async def test_the_old_address_is_told_even_if_the_change_was_faster_than_the_mail(
    service: Service, client: Client, ada: Client
) -> None:
    await service.harness.mails()
    mailer = service.harness.container.mailer()
    assert isinstance(mailer, MemoryMailer)
    await change(ada, NEW)
    due = await service.harness._due()
    assert len(due) == 2
    run = service.harness.container.run_job()
    await run(due[0])
    (confirm,) = [mail for mail in mailer.mails if mail.to == NEW]
    await verify(client, str(confirm.link).partition("token=")[2])
    assert await service.harness.mails_to(ADA) == [CONFIRM, ABOUT_TO_CHANGE]


async def test_changing_an_address_takes_the_password(ada: Client) -> None:
    refused = await change(ada, NEW, "not-my-password")
    assert (refused.status, refused.code) == (403, "wrong_password")


async def test_a_user_who_asks_for_a_taken_address_learns_nothing_and_its_owner_is_told(
    service: Service, client: Client, ada: Client
) -> None:
    await client.register(BOB)
    taken, free = await change(ada, BOB.upper()), await change(ada, NEW)
    assert (taken.status, taken.body) == (free.status, free.body) == (202, {})
    assert await service.harness.mails_to(BOB) == [CONFIRM, IN_USE]
    assert (await service.harness.mails_to(ADA)).count(ABOUT_TO_CHANGE) == 2


async def test_an_address_that_was_taken_meanwhile_is_not_changed_to_and_nobody_learns_it(
    service: Service, client: Client, ada: Client
) -> None:
    await change(ada, NEW)
    token = await service.harness.mailed_token(NEW)
    await client.register(NEW)
    refused = await verify(client, token)
    assert (refused.status, refused.code) == (410, "link_spent")
    assert (await ada("GET", "/me")).body["email"] == ADA


async def test_a_change_of_address_ends_what_was_mailed_to_the_old_one(
    service: Service, client: Client, ada: Client
) -> None:
    await client("POST", "/auth/forgot-password", {"email": ADA})
    reset = await service.harness.mailed_token(ADA)
    await change(ada, NEW)
    await verify(client, await service.harness.mailed_token(NEW))
    refused = await client("POST", "/auth/reset-password", {"token": reset, "new_password": "kT8-harbour-lantern"})
    assert refused.code == "link_spent"


async def test_an_unconfirmed_address_is_told_after_the_right_password_only(tmp_path: Path) -> None:
    async with app_harness("memory", tmp_path, require_verified_email=True) as harness, serving(harness) as client:
        await client.register(ADA)
        refused = await client.log_in(ADA)
        assert (refused.status, refused.code) == (403, "email_not_verified")
        assert (await client.log_in(ADA, "not-my-password")).code == "invalid_credentials"
        await verify(client, await harness.mailed_token(ADA))
        assert (await client.log_in(ADA)).status == 200


async def test_many_links_that_were_asked_for_are_few_rows_to_write_when_all_end(
    service: Service, client: Client, ada: Client
) -> None:
    for number in range(20):
        await change(ada, f"new{number}@example.org")
    for _day in range(10):
        for _time in range(3):
            await client("POST", "/auth/resend-verification", {"email": ADA})
        service.harness.pass_time(days=1)
    user = await service.harness.user(ADA)
    async with service.harness.container.ports().read() as work:
        assert len(await work.one_time_tokens.select_open(user.pk, at=service.harness.clock.now())) <= 4
