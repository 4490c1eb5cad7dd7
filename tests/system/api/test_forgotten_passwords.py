"""A new password for who has forgotten theirs."""

import pytest

from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service

ADA, BOSS = "ada@example.org", "boss@example.org"
NEW_PASSWORD = "kT8-harbour-lantern"
CHOOSE = "Choose a new password"
CHANGED = "Your password was changed"


async def forgot(client: Client, email: str = ADA) -> Reply:
    return await client("POST", "/auth/forgot-password", {"email": email})


async def reset(client: Client, token: str, password: str = NEW_PASSWORD) -> Reply:
    return await client("POST", "/auth/reset-password", {"token": token, "new_password": password})


@pytest.fixture
async def phone(client: Client) -> Client:
    await client.register(ADA)
    return await client.signed_in(ADA)


async def test_a_reset_ends_every_session_confirms_the_address_and_is_told(
    service: Service, client: Client, phone: Client
) -> None:
    assert ((await forgot(client)).status, (await forgot(client, "nobody@example.org")).body) == (202, {})
    assert (await reset(client, await service.harness.mailed_token(ADA))).status == 204
    assert (await phone("GET", "/me")).code == "revoked_token"
    assert (await client.log_in(ADA)).code == "invalid_credentials"
    again = await client.signed_in(ADA, NEW_PASSWORD)
    assert (await again("GET", "/me")).body["is_email_verified"] is True
    assert (await service.harness.mails_to(ADA))[1:] == [CHOOSE, CHANGED]


async def test_nothing_is_mailed_to_who_has_no_account(service: Service, client: Client) -> None:
    await forgot(client, "nobody@example.org")
    assert await service.harness.mails() == []


async def test_a_link_resets_once(service: Service, client: Client, phone: Client) -> None:
    await forgot(client)
    token = await service.harness.mailed_token(ADA)
    await reset(client, token)
    assert (await reset(client, token, "another-Harbour-9")).code == "link_spent"
    assert (await client.log_in(ADA, NEW_PASSWORD)).status == 200


async def test_a_password_that_is_refused_does_not_spend_the_link(
    service: Service, client: Client, phone: Client
) -> None:
    await forgot(client)
    token = await service.harness.mailed_token(ADA)
    assert (await reset(client, token, "short")).faults == {"new_password": "too_short"}
    assert (await reset(client, token, "GraceHopper1")).faults == {"new_password": "common_password"}
    assert (await reset(client, token)).status == 204


async def test_a_link_for_one_act_does_not_do_another(service: Service, client: Client, phone: Client) -> None:
    verification = await service.harness.mailed_token(ADA)
    assert (await reset(client, verification)).code == "invalid_link"
    await forgot(client)
    assert (
        await client("POST", "/auth/verify-email", {"token": await service.harness.mailed_token(ADA)})
    ).status == 400


async def test_a_reset_link_is_over_after_an_hour(service: Service, client: Client, phone: Client) -> None:
    await forgot(client)
    token = await service.harness.mailed_token(ADA)
    service.harness.pass_time(hours=1)
    assert (await reset(client, token)).status == 410


async def test_a_reset_ends_a_change_of_address_that_a_thief_has_asked_for(
    service: Service, client: Client, phone: Client
) -> None:
    await phone("POST", "/me/email", {"new_email": "thief@example.org", "password": PASSWORD})
    stolen = await service.harness.mailed_token("thief@example.org")
    await forgot(client)
    await reset(client, await service.harness.mailed_token(ADA))
    assert (await client("POST", "/auth/verify-email", {"token": stolen})).code == "link_spent"


async def test_a_change_of_the_password_ends_a_pending_change_of_address(
    service: Service, client: Client, phone: Client
) -> None:
    await phone("POST", "/me/email", {"new_email": "thief@example.org", "password": PASSWORD})
    stolen = await service.harness.mailed_token("thief@example.org")
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await phone("POST", "/me/password", change)).status == 200
    assert (await client("POST", "/auth/verify-email", {"token": stolen})).code == "link_spent"
    assert CHANGED in await service.harness.mails_to(ADA)


async def test_staff_reset_theirs_on_their_own_platform_and_customers_do_not(
    service: Service, client: Client, phone: Client
) -> None:
    boss = await service.staff(BOSS)
    admin = client.at("admin")
    assert (await forgot(admin, ADA)).status == (await forgot(admin, BOSS)).status == 202
    assert CHOOSE not in await service.harness.mails_to(ADA)
    assert (await reset(admin, await service.harness.mailed_token(BOSS))).status == 204
    assert (await boss("GET", "/me")).code == "revoked_token"
    assert (await admin.log_in(BOSS, NEW_PASSWORD)).status == 200


async def test_the_mail_speaks_the_language_of_its_reader(service: Service, client: Client) -> None:
    await client.register(ADA, language="de")
    await client("POST", "/auth/forgot-password", {"email": ADA}, Accept_Language="ru")
    assert (await service.harness.mails_to(ADA))[-1] == "Neues Passwort wählen"


async def test_a_locked_user_is_told_and_mailed_no_link(service: Service, client: Client, phone: Client) -> None:
    me = (await phone("GET", "/me")).body["id"]
    boss = await service.staff(BOSS)
    for _time in range(2):
        assert (await boss("POST", f"/users/{me}/lock")).status == 200
    await forgot(client)
    assert (await service.harness.mails_to(ADA))[1:] == ["Your account was locked"]


async def test_a_theft_that_was_noticed_is_told_once(service: Service, client: Client) -> None:
    await client.register(ADA)
    stolen = (await client.log_in(ADA)).body
    renewed = (await client("POST", "/auth/refresh", {"refresh_token": stolen["refresh_token"]})).body
    await client.with_token(renewed["access_token"])("GET", "/me")
    service.harness.pass_time(minutes=1)
    for code in ("token_reused", "revoked_token"):
        assert (await client("POST", "/auth/refresh", {"refresh_token": stolen["refresh_token"]})).code == code
    assert (await service.harness.mails_to(ADA))[1:] == ["A session was ended for your safety"]
