"""An account whose address was never confirmed may be a stranger's: whoever raises it takes it from them first."""

import pytest

from application.accounts.services.check_password import CheckPassword
from domain.accounts.login_throttling import LoginAttempt
from domain.accounts.user import User
from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service
from tests.system.api.mfa.authenticator import Authenticator

ADA, EVE, BOB, BOSS = "ada@example.org", "eve@example.org", "bob@example.org", "boss@example.org"
PERSON = {"email": ADA, "first_name": "Ada", "last_name": "Lovelace"}
NEW_PASSWORD = "kT8-harbour-lantern"
INVITED = "An account was made for you"


@pytest.fixture
async def boss(service: Service) -> Client:
    return await service.staff(BOSS)


@pytest.fixture
async def stranger(service: Service, client: Client) -> Client:
    """Has opened an account for Ada's address, and asked to go by another one."""
    await client.register(ADA, first_name="Eve", last_name="Adams")
    signed_in = await client.signed_in(ADA)
    await signed_in("POST", "/me/email", {"new_email": EVE, "password": PASSWORD})
    return signed_in


async def raised(service: Service, boss: Client, how: str) -> Reply:
    ada = (await service.harness.user(ADA)).pk
    match how:
        case "staff":
            return await boss("PATCH", f"/users/{ada}", {"role": "support"})
        case "invitation":
            return await boss("POST", "/users", PERSON | {"email": ADA.upper(), "language": "fr", "role": "support"})
        case "invited again":
            return await boss("POST", f"/users/{ada}/resend-invitation")
        case _:
            return await boss("PATCH", f"/users/{ada}", {"email": BOB, "role": "support"})


WAYS = ["staff", "invitation", "invited again", "staff by another address"]


async def accept(client: Client, token: str) -> Reply:
    return await client("POST", "/auth/reset-password", {"token": token, "new_password": NEW_PASSWORD})


@pytest.mark.parametrize("how", WAYS)
async def test_the_password_and_the_sessions_of_a_stranger_end_when_the_account_is_raised(
    service: Service, client: Client, boss: Client, stranger: Client, how: str
) -> None:
    assert (await raised(service, boss, how)).status in {200, 201, 202}
    assert (await stranger("GET", "/me")).code == "revoked_token"
    for platform in ("customer", "admin"):
        for email in (ADA, BOB):
            assert (await client.at(platform).log_in(email)).code == "invalid_credentials"


@pytest.mark.parametrize("how", WAYS)
async def test_the_second_factor_of_a_stranger_goes_when_the_account_is_raised(
    service: Service, client: Client, boss: Client, stranger: Client, how: str
) -> None:
    app = Authenticator(service.harness, client, ADA)
    await app.enrol(stranger)
    assert (await raised(service, boss, how)).status in {200, 201, 202}
    owner = {"invitation": "ADA@example.org", "staff by another address": BOB}.get(how, ADA)
    assert (await accept(client, await service.harness.mailed_token(owner))).status == 204
    signed_in = await client.signed_in(owner, NEW_PASSWORD)
    listed = (await signed_in("GET", "/me/factors")).body
    assert (listed["items"], listed["recovery_codes_left"]) == ([], 0)


@pytest.mark.parametrize("how", WAYS)
async def test_the_owner_of_the_mailbox_chooses_the_password(
    service: Service, client: Client, boss: Client, stranger: Client, how: str
) -> None:
    await raised(service, boss, how)
    owner = {"invitation": "ADA@example.org", "staff by another address": BOB}.get(how, ADA)
    assert {INVITED, "Un compte a été créé pour vous"} & set(await service.harness.mails_to(owner))
    assert (await accept(client, await service.harness.mailed_token(owner))).status == 204
    assert (await client.log_in(owner, NEW_PASSWORD)).status == 200
    assert (await service.harness.user(owner)).is_email_verified


@pytest.mark.parametrize("how", WAYS)
async def test_links_that_were_mailed_before_are_good_for_nothing(
    service: Service, client: Client, boss: Client, stranger: Client, how: str
) -> None:
    await client("POST", "/auth/forgot-password", {"email": ADA})
    reset = await service.harness.mailed_token(ADA)
    away = await service.harness.mailed_token(EVE)
    await raised(service, boss, how)
    assert (await client("POST", "/auth/verify-email", {"token": away})).code == "link_spent"
    assert (await accept(client, reset)).code == "link_spent"


async def test_a_new_address_from_staff_takes_the_account_from_the_stranger_too(
    service: Service, client: Client, boss: Client, stranger: Client
) -> None:
    ada = (await service.harness.user(ADA)).pk
    assert (await boss("PATCH", f"/users/{ada}", {"email": BOB})).status == 200
    assert (await client.log_in(BOB)).code == "invalid_credentials"
    assert await service.harness.mails_to(BOB) == [INVITED]
    assert (await service.harness.mails_to(ADA))[-1] == "Your email address was changed"


async def test_an_invitation_makes_the_account_what_it_says(service: Service, boss: Client, stranger: Client) -> None:
    made = await raised(service, boss, "invitation")
    assert made.status == 201
    assert made.headers["Location"] == f"/admin/users/{made.body['id']}"
    assert [made.body[name] for name in ("email", "first_name", "last_name", "language", "is_staff")] == [
        "ADA@example.org",
        "Ada",
        "Lovelace",
        "fr",
        True,
    ]
    assert made.body["is_email_verified"] is False


@pytest.mark.parametrize("how", ["staff", "invited again"])
async def test_a_user_with_a_confirmed_address_keeps_password_and_sessions(
    service: Service, client: Client, boss: Client, how: str
) -> None:
    await client.register(ADA)
    await client("POST", "/auth/verify-email", {"token": await service.harness.mailed_token(ADA)})
    ada = await client.signed_in(ADA)
    assert (await raised(service, boss, how)).status in {200, 202}
    assert (await ada("GET", "/me")).status == 200
    assert INVITED not in await service.harness.mails_to(ADA)


async def test_a_user_with_a_confirmed_address_is_not_invited(service: Service, client: Client, boss: Client) -> None:
    await client.register(ADA)
    await client("POST", "/auth/verify-email", {"token": await service.harness.mailed_token(ADA)})
    ada = await client.signed_in(ADA)
    refused = await raised(service, boss, "invitation")
    assert (refused.status, refused.code) == (409, "email_taken")
    assert (await ada("GET", "/me")).body["role"] is None


async def test_an_invitation_takes_nothing_from_staff_or_who_is_locked_out(
    service: Service, client: Client, boss: Client
) -> None:
    other = await service.staff(BOB)
    bob = (await other("GET", "/me")).body["id"]
    await boss("PATCH", f"/users/{bob}", {"email": "robert@example.org"})
    assert (await boss("POST", "/users", PERSON | {"email": "robert@example.org"})).code == "email_taken"
    assert (await other("GET", "/me")).status == 200
    await client.register(ADA)
    ada = (await service.harness.user(ADA)).pk
    await boss("POST", f"/users/{ada}/lock")
    assert (await raised(service, boss, "invitation")).code == "email_taken"


async def test_an_invited_user_keeps_the_invitation_when_they_become_staff(
    service: Service, client: Client, boss: Client
) -> None:
    made = await boss("POST", "/users", PERSON)
    invitation = await service.harness.mailed_token(ADA)
    assert (await boss("PATCH", f"/users/{made.body['id']}", {"role": "support"})).status == 200
    assert (await accept(client, invitation)).status == 204
    assert (await client.at("admin").log_in(ADA, NEW_PASSWORD)).status == 200


@pytest.mark.parametrize("path", ["/me/email", "/me/delete"])
async def test_an_act_that_a_stranger_has_begun_is_not_finished_after_the_account_was_raised(
    service: Service, boss: Client, stranger: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password was right a moment ago; its check takes long enough for the account to change hands."""
    check = type(service.harness.container.accounts().services.check_password)
    checked = check.__call__

    async def slow(self: CheckPassword, user: User | None, password: str, attempt: LoginAttempt) -> bool:
        is_right = await checked(self, user, password, attempt)
        await raised(service, boss, "staff")
        return is_right

    body = {"password": PASSWORD} | ({"new_email": "mallory@example.org"} if "email" in path else {})
    with monkeypatch.context() as patched:
        patched.setattr(check, "__call__", slow)
        assert (await stranger("POST", path, body)).code == "revoked_token"
    assert await service.harness.mails_to("mallory@example.org") == []
    assert (await service.harness.user(ADA)).is_staff
