from datetime import datetime
from uuid import UUID

import pytest

from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client
from tests.system.api.conftest import Service

ADA = "Ada.Lovelace@Example.org"
NEW_PASSWORD = "kT8-harbour-lantern"


async def test_a_person_opens_an_account(client: Client) -> None:
    made = await client.register(ADA, first_name="  Ada ", language="de")
    body = made.body
    assert made.status == 201
    assert (body["email"], body["first_name"], body["language"]) == ("Ada.Lovelace@example.org", "Ada", "de")
    assert (body["is_staff"], body["is_active"], body["is_locked"], body["is_email_verified"]) == (
        False,
        True,
        False,
        False,
    )
    assert UUID(body["id"]).version == 4
    assert body["created_at"].endswith("Z")
    assert made.headers["ETag"] == '"1"'
    assert made.headers["Cache-Control"] == "no-store"


async def test_a_new_account_speaks_the_language_of_the_request(client: Client) -> None:
    made = await client("POST", "/auth/register", PERSON, Accept_Language="it-IT,it;q=0.9")
    assert (made.body["language"], made.headers["Content-Language"]) == ("it", "it")


PERSON = {"email": ADA, "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}


async def test_an_address_is_registered_once_in_whatever_case(client: Client) -> None:
    await client.register(ADA)
    again = await client.register(ADA.upper())
    assert (again.status, again.code) == (409, "email_taken")


async def test_signing_in_gives_a_pair_of_tokens(client: Client) -> None:
    await client.register(ADA)
    pair = await client.log_in(ADA.lower())
    assert pair.status == 200
    assert (pair.body["token_type"], pair.body["expires_in"], pair.body["refresh_expires_in"]) == (
        "Bearer",
        900,
        604800,
    )
    assert pair.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("email", "password"), [(ADA, "wrong-password"), ("nobody@example.org", PASSWORD)])
async def test_a_failed_login_does_not_tell_why(client: Client, email: str, password: str) -> None:
    await client.register(ADA)
    refused = await client.log_in(email, password)
    assert (refused.status, refused.code) == (401, "invalid_credentials")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


async def test_two_tabs_that_refresh_at_once_receive_the_same_token(client: Client) -> None:
    await client.register(ADA)
    pair = (await client.log_in(ADA)).body
    refresh = {"refresh_token": pair["refresh_token"]}
    first, second = [await client("POST", "/auth/refresh", refresh) for _tab in range(2)]
    assert (first.status, second.status) == (200, 200)
    assert first.body["refresh_token"] == second.body["refresh_token"] != pair["refresh_token"]


async def test_a_stolen_token_ends_the_session(service: Service, client: Client) -> None:
    await client.register(ADA)
    stolen = (await client.log_in(ADA)).body
    renewed = (await client("POST", "/auth/refresh", {"refresh_token": stolen["refresh_token"]})).body
    await client.with_token(renewed["access_token"])("GET", "/me")
    service.harness.pass_time(minutes=1)
    noticed = await client("POST", "/auth/refresh", {"refresh_token": stolen["refresh_token"]})
    assert (noticed.status, noticed.code) == (401, "token_reused")
    after = await client.with_token(renewed["access_token"])("GET", "/me")
    assert (after.status, after.code) == (401, "revoked_token")
    assert after.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


async def test_signing_out_may_be_repeated(client: Client) -> None:
    await client.register(ADA)
    pair = (await client.log_in(ADA)).body
    for _time in range(2):
        assert (await client("POST", "/auth/logout", {"refresh_token": pair["refresh_token"]})).status == 204
    assert (await client("POST", "/auth/refresh", {"refresh_token": pair["refresh_token"]})).code == "revoked_token"


async def test_signing_out_everywhere_ends_every_token(client: Client) -> None:
    await client.register(ADA)
    phone, laptop = await client.signed_in(ADA), await client.signed_in(ADA)
    assert (await phone("POST", "/auth/logout-all")).status == 204
    assert [(await device("GET", "/me")).code for device in (phone, laptop)] == ["revoked_token"] * 2


async def test_a_person_reads_and_changes_their_own_account(client: Client) -> None:
    await client.register(ADA)
    ada = await client.signed_in(ADA)
    seen = await ada("GET", "/me")
    changed = await ada("PATCH", "/me", {"last_name": "King", "language": "fr"}, If_Match=seen.headers["ETag"])
    assert (changed.status, changed.body["last_name"], changed.body["language"]) == (200, "King", "fr")
    assert changed.body["first_name"] == seen.body["first_name"]
    assert changed.headers["ETag"] == '"2"'
    stale = await ada("PATCH", "/me", {"last_name": "Byron"}, If_Match=seen.headers["ETag"])
    assert (stale.status, stale.code) == (412, "stale_version")


async def test_a_change_of_nothing_is_welcome_and_null_is_not(client: Client) -> None:
    await client.register(ADA)
    ada = await client.signed_in(ADA)
    assert (await ada("PATCH", "/me", {})).status == 200
    assert (await ada("PATCH", "/me", {"last_name": None})).faults == {"last_name": "wrong_type"}


async def test_a_person_changes_their_password(client: Client) -> None:
    await client.register(ADA)
    phone, laptop = await client.signed_in(ADA), await client.signed_in(ADA)
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    wrong = await phone("POST", "/me/password", change | {"current_password": "something-else"})
    assert (wrong.status, wrong.code) == (403, "wrong_password")
    changed = await phone("POST", "/me/password", change)
    assert (changed.status, changed.headers["Cache-Control"]) == (200, "no-store")
    assert set(changed.body) == set((await client.log_in(ADA, NEW_PASSWORD)).body)
    assert [(await device("GET", "/me")).code for device in (phone, laptop)] == ["revoked_token"] * 2
    assert (await client.with_token(changed.body["access_token"])("GET", "/me")).status == 200
    renewed = await client("POST", "/auth/refresh", {"refresh_token": changed.body["refresh_token"]})
    assert renewed.status == 200
    assert (await client.log_in(ADA, NEW_PASSWORD)).status == 200


async def test_the_session_that_a_change_of_password_opens_says_where_it_is(client: Client) -> None:
    await client.register(ADA)
    ada = await client.signed_in(ADA)
    change = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    changed = await ada("POST", "/me/password", change, User_Agent="Phone/1")
    listed = await client.with_token(changed.body["access_token"])("GET", "/me/sessions")
    assert [(each["user_agent"], each["ip"], each["is_current"]) for each in listed.body["items"]] == [
        ("Phone/1", "127.0.0.1", True)
    ]


async def test_a_new_password_made_of_the_person_s_own_name_is_refused(client: Client) -> None:
    await client.register(ADA)
    ada = await client.signed_in(ADA)
    refused = await ada("POST", "/me/password", {"current_password": PASSWORD, "new_password": "GraceHopper1"})
    assert refused.faults == {"new_password": "common_password"}


async def test_a_person_sees_and_ends_their_sessions(service: Service, client: Client) -> None:
    await client.register(ADA)
    phone = await client.signed_in(ADA)
    service.harness.pass_time(seconds=1)
    laptop = await client.signed_in(ADA)
    listed = (await phone("GET", "/me/sessions")).body
    assert [session["is_current"] for session in listed["items"]] == [False, True]
    assert (listed["total"], listed["next"], listed["limit"], listed["offset"]) == (2, None, 20, 0)
    other = listed["items"][0]["id"]
    assert (await phone("DELETE", f"/me/sessions/{other}")).status == 204
    assert (await phone("DELETE", f"/me/sessions/{other}")).code == "not_found"
    assert (await laptop("GET", "/me")).status == 401


async def test_a_person_ends_all_sessions_but_the_one_they_ask_from(client: Client) -> None:
    await client.register(ADA)
    phone, laptop = await client.signed_in(ADA), await client.signed_in(ADA)
    assert (await phone("DELETE", "/me/sessions")).status == 204
    assert ((await phone("GET", "/me")).status, (await laptop("GET", "/me")).status) == (200, 401)


async def test_sessions_come_page_by_page(service: Service, client: Client) -> None:
    await client.register(ADA)
    devices = []
    for _device in range(5):
        devices.append(await client.signed_in(ADA))
        service.harness.pass_time(seconds=1)
    seen, query = [], "?limit=2"
    while query:
        page = (await devices[0]("GET", f"/me/sessions{query}")).body
        seen += [session["id"] for session in page["items"]]
        query = page["next"] and f"?limit=2&after={page['next']}"
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 5


async def test_the_session_says_until_when_it_lives(service: Service, client: Client) -> None:
    await client.register(ADA)
    ada = await client.signed_in(ADA)
    service.harness.pass_time(seconds=1)
    (session,) = (await ada("GET", "/me/sessions")).body["items"]
    left = datetime.fromisoformat(session["expires_at"]) - service.harness.clock.now()
    assert 6.9 < left.total_seconds() / 86_400 <= 7
    assert session["platform"] == "customer"
