"""Browsers keep their refresh token in a cookie, where no script can read it."""

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.support.app_harness import PASSWORD, app_harness
from tests.support.languages import LANGUAGES
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service, serving

ADA = "ada@example.org"
APP = "https://app.example.org"
STAFF_APP = "https://staff.example.org"
PUBLIC = "https://accounts.example.org"
platforms = pytest.mark.parametrize("platform", ["customer", "admin"])


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    async with (
        app_harness("memory", tmp_path, cors_origins=(APP,), admin_cors_origins=(STAFF_APP,)) as harness,
        serving(harness) as client,
    ):
        await harness.register(ADA, staff=True)
        yield Service(harness, client)


def kept(reply: Reply) -> SimpleCookie:
    return SimpleCookie(reply.headers.get("Set-Cookie", ""))


def sent_back(reply: Reply) -> str:
    """What a browser sends of it."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in kept(reply).items())


async def log_in(client: Client, **others: object) -> Reply:
    body = {"email": ADA, "password": PASSWORD, "refresh_in": "cookie", **others}
    return await client("POST", "/auth/login", body)


async def refresh(client: Client, signed_in: Reply, origin: str | None = None, body: object = None) -> Reply:
    headers = {"Cookie": sent_back(signed_in), "Origin": origin or client.origin}
    return await client("POST", "/auth/refresh", body, **headers)


@platforms
async def test_the_refresh_token_is_in_the_cookie_and_not_in_the_body(service: Service, platform: str) -> None:
    reply = await log_in(service.client.at(platform))
    cookie = kept(reply)[f"cortex-{platform}"]
    assert set(reply.body) == {"access_token", "token_type", "expires_in", "refresh_expires_in"}
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Strict", True)
    assert int(cookie["max-age"]) == reply.body["refresh_expires_in"]


async def test_without_asking_for_it_there_is_no_such_cookie(service: Service) -> None:
    replies = [await service.client.log_in(ADA), await log_in(service.client, refresh_in="body")]
    assert ["refresh_token" in reply.body for reply in replies] == [True, True]
    assert [name for reply in replies for name in kept(reply)] == ["cortex-device-customer"] * 2


async def test_beyond_loopback_the_cookie_is_for_tls_alone(tmp_path: Path) -> None:
    async with (
        app_harness("memory", tmp_path, public_url=PUBLIC) as harness,
        serving(harness) as client,
    ):
        await harness.register(ADA)
        reply = await log_in(client)
        renewed = await refresh(client, reply, origin=PUBLIC)
    for cookie in (kept(reply), kept(renewed)):
        assert cookie["__Host-cortex-customer"]["secure"] is True
        assert (cookie["__Host-cortex-customer"]["path"], cookie["__Host-cortex-customer"]["domain"]) == ("/", "")


@pytest.mark.parametrize("refresh_in", [None, "", "Cookie", 1, []])
async def test_a_refresh_token_goes_into_the_body_or_a_cookie_and_nowhere_else(
    service: Service, refresh_in: object
) -> None:
    refused = await log_in(service.client, refresh_in=refresh_in)
    assert refused.faults == {"refresh_in": "invalid_choice" if isinstance(refresh_in, str) else "wrong_type"}


@platforms
async def test_a_change_of_password_puts_the_new_refresh_token_into_the_cookie(service: Service, platform: str) -> None:
    client = service.client.at(platform)
    first = await log_in(client)
    change = {"current_password": PASSWORD, "new_password": "kT8-harbour-lantern", "refresh_in": "cookie"}
    changed = await client.with_token(first.body["access_token"])("POST", "/me/password", change)
    assert changed.status == 200
    assert set(changed.body) == {"access_token", "token_type", "expires_in", "refresh_expires_in"}
    assert int(kept(changed)[f"cortex-{platform}"]["max-age"]) == changed.body["refresh_expires_in"]
    assert (await refresh(client, changed)).status == 200
    assert (await refresh(client, first)).code == "revoked_token"


@platforms
async def test_a_change_of_password_without_asking_for_a_cookie_sets_none(service: Service, platform: str) -> None:
    client = await service.client.at(platform).signed_in(ADA)
    change = {"current_password": PASSWORD, "new_password": "kT8-harbour-lantern"}
    changed = await client("POST", "/me/password", change)
    assert "refresh_token" in changed.body
    assert f"cortex-{platform}" not in kept(changed)


@platforms
async def test_a_refresh_by_cookie_sets_it_anew(service: Service, platform: str) -> None:
    client = service.client.at(platform)
    first = await log_in(client)
    second = await refresh(client, first)
    assert second.status == 200
    assert "refresh_token" not in second.body
    assert sent_back(second) not in {"", sent_back(first)}
    assert (await refresh(client, second)).status == 200
    assert (await client.with_token(second.body["access_token"])("GET", "/me")).body["email"] == ADA


async def test_a_cookie_is_good_for_its_platform_alone(service: Service) -> None:
    reply = await log_in(service.client)
    refused = await refresh(service.client.at("admin"), reply)
    assert refused.faults == {"refresh_token": "missing"}


@pytest.mark.parametrize("body", [None, {}], ids=["no body", "an empty object"])
async def test_an_allowed_origin_may_use_the_cookie(service: Service, body: dict[str, object] | None) -> None:
    renewed = await refresh(service.client, await log_in(service.client), origin=APP, body=body)
    assert renewed.status == 200
    assert renewed.headers["Access-Control-Allow-Credentials"] == "true"


@platforms
@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
async def test_the_pages_of_one_platform_have_no_use_of_the_cookie_of_the_other(
    service: Service, platform: str, path: str
) -> None:
    client = service.client.at(platform)
    own, other = (APP, STAFF_APP) if platform == "customer" else (STAFF_APP, APP)
    signed_in = await log_in(client)
    refused = await client("POST", path, Cookie=sent_back(signed_in), Origin=other)
    assert (refused.status, refused.code) == (403, "origin_refused")
    assert "Access-Control-Allow-Origin" not in refused.headers
    assert (await refresh(client, signed_in, origin=own)).status == 200


STRANGERS = ["https://evil.example.org", "null", APP + ".evil.org", APP.upper(), "https://127.0.0.1", ""]


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
@pytest.mark.parametrize("origin", STRANGERS)
async def test_any_other_origin_is_refused_and_the_session_lives_on(service: Service, path: str, origin: str) -> None:
    reply = await log_in(service.client)
    refused = await service.client("POST", path, {}, Cookie=sent_back(reply), Origin=origin)
    assert (refused.status, refused.code) == (403, "origin_refused")
    assert "Set-Cookie" not in refused.headers
    assert (await refresh(service.client, reply)).status == 200


async def test_a_request_without_an_origin_is_refused(service: Service) -> None:
    reply = await log_in(service.client)
    refused = await service.client("POST", "/auth/refresh", {}, Cookie=sent_back(reply))
    assert refused.code == "origin_refused"


async def test_the_refusal_speaks_of_the_session_in_every_language(service: Service) -> None:
    reply = await log_in(service.client)
    said = set()
    for language in LANGUAGES:
        headers = {"Cookie": sent_back(reply), "Origin": "null", "Accept-Language": language}
        said.add((await service.client("POST", "/auth/refresh", {}, **headers)).body["detail"])
    assert len(said) == len(LANGUAGES)
    assert any("may not use your session" in detail for detail in said)


async def test_a_token_in_the_body_counts_and_the_cookie_does_not(service: Service) -> None:
    cookie, pair = await log_in(service.client), await service.client.log_in(ADA)
    body = {"refresh_token": pair.body["refresh_token"]}
    renewed = await refresh(service.client, cookie, origin="https://evil.example.org", body=body)
    assert "refresh_token" in renewed.body
    assert "Set-Cookie" not in renewed.headers


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
async def test_a_missing_token_is_reported_together_with_other_errors(service: Service, path: str) -> None:
    refused = await service.client("POST", path, {"x": 1}, Cookie="cortex-customer=", Origin="null")
    assert refused.faults == {"refresh_token": "missing", "x": "unknown_field"}


async def test_a_cookie_that_is_no_token_is_refused_as_in_a_body(service: Service) -> None:
    replies = [
        await service.client("POST", "/auth/refresh", Cookie=f"cortex-customer={sent}", Origin=service.client.origin)
        for sent in ("x", "a.b.c", '"quoted"', "x" * 5000)
    ]
    assert [(reply.status, reply.code) for reply in replies] == [(401, "invalid_token")] * 3 + [
        (422, "validation_failed")
    ]


async def test_other_members_of_the_body_are_checked_as_ever(service: Service) -> None:
    refused = await refresh(service.client, await log_in(service.client), body={"x": 1})
    assert refused.faults == {"x": "unknown_field"}


async def test_null_is_no_absent_token(service: Service) -> None:
    refused = await refresh(service.client, await log_in(service.client), body={"refresh_token": None})
    assert refused.faults == {"refresh_token": "wrong_type"}


@platforms
async def test_signing_out_takes_the_cookie_back(service: Service, platform: str) -> None:
    client = service.client.at(platform)
    signed_in = await log_in(client)
    gone = await client("POST", "/auth/logout", Cookie=sent_back(signed_in), Origin=client.origin)
    cookie = kept(gone)[f"cortex-{platform}"]
    assert (gone.status, cookie.value, cookie["max-age"], cookie["path"]) == (204, "", "0", "/")
    assert (await refresh(client, signed_in)).code == "revoked_token"
    again = await client("POST", "/auth/logout", Cookie=sent_back(signed_in), Origin=client.origin)
    assert (again.status, "Set-Cookie" in again.headers) == (204, True)


@pytest.fixture
async def beyond_loopback(tmp_path: Path) -> AsyncIterator[Client]:
    async with app_harness("memory", tmp_path, public_url=PUBLIC) as harness, serving(harness) as client:
        await harness.register(ADA, staff=True)
        yield client


FORMER = "__Secure-cortex-customer"


async def test_a_cookie_of_former_releases_is_not_read_as_siblings_could_plant_it(beyond_loopback: Client) -> None:
    pair = await beyond_loopback.log_in(ADA)
    former = f"{FORMER}={pair.body['refresh_token']}"
    refused = await beyond_loopback("POST", "/auth/refresh", Cookie=former, Origin=PUBLIC)
    assert refused.faults == {"refresh_token": "missing"}


async def test_a_cookie_of_former_releases_is_removed_at_the_next_login(beyond_loopback: Client) -> None:
    former = f"{FORMER}=x; __Secure-cortex-device-customer=y"
    body = {"email": ADA, "password": PASSWORD, "refresh_in": "cookie"}
    lines = (await beyond_loopback("POST", "/auth/login", body, Cookie=former)).headers.getall("Set-Cookie")
    gone = {f"{FORMER}=", "__Secure-cortex-device-customer="}
    taken_back = [line for line in lines if line.partition(";")[0] in gone]
    assert [line.partition(";")[2] for line in taken_back] == [
        " Max-Age=0; HttpOnly; Secure; SameSite=Strict; Path=/customer/auth"
    ] * 2
    assert len(lines) == 4


async def test_a_cookie_of_former_releases_is_removed_at_a_logout(beyond_loopback: Client) -> None:
    signed_in = await log_in(beyond_loopback)
    cookies = f"{sent_back(signed_in)}; {FORMER}=x"
    gone = await beyond_loopback("POST", "/auth/logout", Cookie=cookies, Origin=PUBLIC)
    names = [line.partition("=")[0] for line in gone.headers.getall("Set-Cookie")]
    assert names == ["__Host-cortex-customer", FORMER]


OWN = ["cortex-customer", "cortex-admin", "cortex-device-customer", "cortex-device-admin"]
TWICE = [["{0}=x; {0}=y"], ["{0}=x; {0}=x"], ['{0}="x"; theme=dark; {0}=x'], ["{0}=x", "{0}=x"], ["{0}; {0}=x"]]


async def ask(client: Client, method: str, path: str, lines: list[str], body: object = None) -> tuple[int, object]:
    headers = [("X-Source", client.platform), ("Origin", client.origin), *(("Cookie", line) for line in lines)]
    if client.token:
        headers.append(("Authorization", f"Bearer {client.token}"))
    address = f"{client.origin}/{client.platform}{path}"
    async with client.http.request(method, address, json=body, headers=headers) as answer:
        sent = await answer.json() if await answer.read() else {}
        return answer.status, sent.get("code")


@pytest.mark.parametrize("lines", TWICE, ids=repr)
@pytest.mark.parametrize("name", OWN)
async def test_two_cookies_of_one_name_are_refused_whatever_they_hold(
    service: Service, name: str, lines: list[str]
) -> None:
    borne = [line.format(name) for line in lines]
    credentials = {"email": ADA, "password": PASSWORD}
    ada = await service.client.signed_in(ADA)
    asked = [("/auth/refresh", None), ("/auth/logout", None), ("/auth/login", credentials), ("/auth/logout-all", None)]
    for path, body in asked:
        assert await ask(ada, "POST", path, borne, body) == (400, "malformed_request")
    assert await ask(ada, "GET", "/me", borne) == (400, "malformed_request")


async def test_a_planted_cookie_next_to_ones_own_ends_no_session_and_opens_none(service: Service) -> None:
    mine, planted = await log_in(service.client), await log_in(service.client)
    both = [f"{sent_back(planted)}", sent_back(mine)]
    assert await ask(service.client, "POST", "/auth/refresh", both) == (400, "malformed_request")
    assert (await refresh(service.client, mine)).status == 200


async def test_no_cookie_hides_another_between_its_quotes(service: Service) -> None:
    """Some parsers would read one cookie here, whose value holds the other."""
    mine = await log_in(service.client)
    sandwich = [f'a="1; {sent_back(mine)}; b=2"']
    assert await ask(service.client, "POST", "/auth/refresh", sandwich) == (200, None)


async def test_the_cookies_of_others_may_be_there_as_often_as_they_like(service: Service) -> None:
    mine = sent_back(await log_in(service.client))
    lines = ["theme=dark; theme=light", f"cortex-customers=1; {mine}; cortex-customers=2"]
    assert await ask(service.client, "POST", "/auth/refresh", lines) == (200, None)


async def test_beside_the_platforms_nothing_reads_a_cookie_and_nothing_is_refused_for_it(service: Service) -> None:
    headers = {"Cookie": "cortex-customer=x; cortex-customer=y"}
    async with service.client.http.get(f"{service.client.origin}/health/live", headers=headers) as answer:
        assert answer.status == 200


async def test_on_loopback_the_cookie_of_former_releases_goes_with_the_first_new_one(service: Service) -> None:
    """It had the same name, and the two would be sent together."""
    renewed = await refresh(service.client, await log_in(service.client))
    first, second = renewed.headers.getall("Set-Cookie")[:2]
    assert first.endswith("Path=/")
    assert second == "cortex-customer=; Max-Age=0; HttpOnly; SameSite=Strict; Path=/customer/auth"


async def test_signing_out_by_cookie_has_the_browser_forget_what_the_page_kept_but_no_cookie_of_others(
    service: Service,
) -> None:
    signed_in = await log_in(service.client)
    gone = await service.client("POST", "/auth/logout", Cookie=sent_back(signed_in), Origin=service.client.origin)
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'


async def test_a_logout_by_a_token_in_the_body_clears_no_data_of_a_page(service: Service) -> None:
    pair = await service.client.log_in(ADA)
    gone = await service.client("POST", "/auth/logout", {"refresh_token": pair.body["refresh_token"]})
    assert (gone.status, "Clear-Site-Data" in gone.headers) == (204, False)
