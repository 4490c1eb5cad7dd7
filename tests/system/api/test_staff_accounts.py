"""What staff do with accounts: inviting, changing, deleting, helping in."""

from uuid import uuid4

import pytest

from tests.support.app_harness import PASSWORD as REGISTERED_PASSWORD
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service

ADA, BOB, BOSS = "ada@example.org", "bob@example.org", "boss@example.org"
PERSON = {"email": ADA, "first_name": "Ada", "last_name": "Lovelace"}
PASSWORD = "kT8-harbour-lantern"
GRACES = REGISTERED_PASSWORD
INVITED = "An account was made for you"
CONFIRM = "Please confirm your email address"


@pytest.fixture
async def boss(service: Service) -> Client:
    return await service.staff(BOSS)


async def invite(boss: Client, **others: object) -> Reply:
    return await boss("POST", "/users", PERSON | others)


async def accept(client: Client, token: str) -> Reply:
    return await client("POST", "/auth/reset-password", {"token": token, "new_password": PASSWORD})


async def test_an_invited_user_chooses_a_password_and_signs_in(service: Service, client: Client, boss: Client) -> None:
    made = await invite(boss, language="fr")
    assert (made.status, made.body["language"], made.body["role"]) == (201, "fr", None)
    assert made.headers["Location"] == f"/admin/users/{made.body['id']}"
    assert (made.headers["ETag"], made.body["is_email_verified"]) == ('"1"', False)
    assert (await client.log_in(ADA, "")).status == 422
    assert (await client.log_in(ADA, PASSWORD)).code == "invalid_credentials"
    assert (await accept(client, await service.harness.mailed_token(ADA))).status == 204
    ada = await client.signed_in(ADA, PASSWORD)
    assert (await ada("GET", "/me")).body["is_email_verified"] is True


async def test_staff_may_be_invited_too(service: Service, client: Client, boss: Client) -> None:
    await invite(boss, role="support")
    await accept(client, await service.harness.mailed_token(ADA))
    assert (await client.at("admin").log_in(ADA, PASSWORD)).status == 200


async def test_an_address_that_has_an_account_is_not_invited(boss: Client) -> None:
    await invite(boss)
    again = await invite(boss, email=ADA.upper())
    assert (again.status, again.code) == (409, "email_taken")


async def test_an_invitation_is_sent_again_until_it_was_accepted(
    service: Service, client: Client, boss: Client
) -> None:
    ada = (await invite(boss)).body["id"]
    await service.harness.do_jobs()
    assert (await boss("POST", f"/users/{ada}/resend-invitation")).status == 202
    await accept(client, await service.harness.mailed_token(ADA))
    assert (await boss("POST", f"/users/{ada}/resend-invitation")).status == 202
    assert (await service.harness.mails_to(ADA)).count(INVITED) == 2
    assert (await boss("POST", f"/users/{uuid4()}/resend-invitation")).code == "not_found"


async def test_staff_have_a_link_mailed_for_a_new_password(service: Service, client: Client, boss: Client) -> None:
    ada = (await client.register(ADA)).body["id"]
    assert (await boss("POST", f"/users/{ada}/send-password-reset")).status == 202
    assert (await accept(client, await service.harness.mailed_token(ADA))).status == 204
    assert (await client.log_in(ADA, PASSWORD)).status == 200
    assert (await boss("POST", f"/users/{uuid4()}/send-password-reset")).status == 404


async def test_staff_change_an_account(service: Service, client: Client, boss: Client) -> None:
    made = await client.register(ADA)
    ada = f"/users/{made.body['id']}"
    changed = await boss("PATCH", ada, {"last_name": "King", "role": "support"}, If_Match=made.headers["ETag"])
    assert (changed.status, changed.body["last_name"], changed.body["role"]) == (200, "King", "support")
    stale = await boss("PATCH", ada, {"last_name": "Byron"}, If_Match=made.headers["ETag"])
    assert (stale.status, stale.code) == (412, "stale_version")
    assert (await boss("PATCH", ada, {"last_name": None, "x": 1})).faults == {
        "last_name": "wrong_type",
        "x": "unknown_field",
    }
    assert (await boss("PATCH", f"/users/{uuid4()}", {})).status == 404


async def test_a_new_address_from_staff_must_be_confirmed(service: Service, client: Client, boss: Client) -> None:
    ada = (await client.register(ADA)).body["id"]
    await client("POST", "/auth/verify-email", {"token": await service.harness.mailed_token(ADA)})
    changed = await boss("PATCH", f"/users/{ada}", {"email": BOB})
    assert (changed.body["email"], changed.body["is_email_verified"]) == (BOB, False)
    assert await service.harness.mails_to(BOB) == [CONFIRM]
    assert await service.harness.mails_to(ADA) == [CONFIRM, "Your email address was changed"]
    await client("POST", "/auth/verify-email", {"token": await service.harness.mailed_token(BOB)})
    assert (await boss("GET", f"/users/{ada}")).body["is_email_verified"] is True


async def test_an_invitation_follows_its_person_to_another_address(
    service: Service, client: Client, boss: Client
) -> None:
    ada = (await invite(boss)).body["id"]
    wrong = await service.harness.mailed_token(ADA)
    await boss("PATCH", f"/users/{ada}", {"email": BOB})
    assert await service.harness.mails_to(ADA) == [INVITED]
    assert (await accept(client, wrong)).code == "link_spent"
    assert (await accept(client, await service.harness.mailed_token(BOB))).status == 204


async def test_an_address_of_somebody_else_is_not_given(client: Client, boss: Client) -> None:
    ada = (await client.register(ADA)).body["id"]
    await client.register(BOB)
    assert (await boss("PATCH", f"/users/{ada}", {"email": BOB})).code == "email_taken"


async def test_a_user_who_loses_the_staff_right_loses_their_sessions(
    service: Service, client: Client, boss: Client
) -> None:
    other = await service.staff(BOB)
    bob = (await other("GET", "/me")).body["id"]
    assert (await boss("PATCH", f"/users/{bob}", {"role": None})).status == 200
    assert (await other("GET", "/me")).code == "revoked_token"
    refused = await client.at("admin").log_in(BOB)
    assert (refused.status, refused.code) == (403, "not_staff")


@pytest.mark.parametrize(
    ("method", "path", "body"), [("PATCH", "", {"role": None}), ("DELETE", "", None), ("POST", "/lock", None)]
)
async def test_nobody_takes_their_own_way_in(
    service: Service, boss: Client, method: str, path: str, body: dict[str, bool] | None
) -> None:
    await service.staff(BOB)
    me = (await boss("GET", "/me")).body["id"]
    refused = await boss(method, f"/users/{me}{path}", body)
    assert (refused.status, refused.code) == (400, "cannot_target_self")


@pytest.mark.parametrize("email", [BOB, BOSS.upper()])
async def test_nobody_changes_their_own_address_without_their_password(
    service: Service, boss: Client, email: str
) -> None:
    me = (await boss("GET", "/me")).body["id"]
    refused = await boss("PATCH", f"/users/{me}", {"email": email, "first_name": "Other"})
    assert (refused.status, refused.code) == (400, "cannot_target_self")
    unchanged = (await boss("GET", "/me")).body
    assert (unchanged["email"], unchanged["first_name"]) == (BOSS, "Grace")
    assert await service.harness.mails() == []


async def test_staff_change_their_own_names_and_language(boss: Client) -> None:
    me = (await boss("GET", "/me")).body["id"]
    same = {"email": BOSS, "role": "owner"}
    changed = await boss("PATCH", f"/users/{me}", {"first_name": "Ada", "last_name": "King", "language": "it"} | same)
    assert changed.status == 200
    assert [changed.body[name] for name in ("first_name", "last_name", "language")] == ["Ada", "King", "it"]
    assert (await boss("GET", "/me")).status == 200


async def test_staff_change_their_own_address_with_their_password_and_a_link(
    service: Service, client: Client, boss: Client
) -> None:
    asked = {"new_email": BOB, "password": PASSWORD}
    wrong = await boss("POST", "/me/email", asked)
    assert (wrong.status, wrong.code) == (403, "wrong_password")
    assert (await boss("POST", "/me/email", asked | {"password": GRACES})).status == 202
    assert (await boss("GET", "/me")).body["email"] == BOSS
    assert await service.harness.mails_to(BOSS) == ["Your email address is about to change"]
    token = await service.harness.mailed_token(BOB)
    assert (await client("POST", "/auth/verify-email", {"token": token})).status == 204
    assert (await boss("GET", "/me")).body["email"] == BOB


async def test_the_owner_of_an_address_that_staff_want_is_told(service: Service, client: Client, boss: Client) -> None:
    await client.register(ADA)
    assert (await boss("POST", "/me/email", {"new_email": ADA, "password": GRACES})).status == 202
    assert (await service.harness.mails_to(ADA))[-1] == "You already have an account"


async def test_deleting_an_account_takes_its_sessions_and_its_address_with_it(
    service: Service, client: Client, boss: Client
) -> None:
    made = await client.register(ADA)
    ada, path = await client.signed_in(ADA), f"/users/{made.body['id']}"
    assert (await boss("DELETE", path, If_Match='"7"')).code == "stale_version"
    assert (await boss("DELETE", path, If_Match=made.headers["ETag"])).status == 204
    assert (await ada("GET", "/me")).code == "revoked_token"
    assert (await boss("DELETE", path)).code == "not_found"
    assert (await client.register(ADA)).status == 201


async def test_customers_do_none_of_this(client: Client, boss: Client) -> None:
    ada = (await client.register(ADA)).body["id"]
    customer = await client.signed_in(ADA)
    as_staff = client.at("admin").with_token(customer.token)
    for method, path in (("POST", "/users"), ("PATCH", f"/users/{ada}"), ("DELETE", f"/users/{ada}")):
        assert (await as_staff(method, path, {})).code == "invalid_token"
