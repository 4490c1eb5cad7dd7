"""Browsers keep their refresh token in a cookie, where no script can read it."""

from http.cookies import SimpleCookie

import pytest

from domain.shared_kernel.language import Language
from tests.service.client import Client, Reply
from tests.service.conftest import Service, serving
from tests.world import PASSWORD, a_world

ADA = "ada@example.org"
APP = "https://app.example.org"
platforms = pytest.mark.parametrize("platform", ["customer", "admin"])


@pytest.fixture
async def service(tmp_path):
    async with a_world("memory", tmp_path, cors_origins=(APP,)) as world, serving(world) as client:
        await world.register(ADA, staff=True)
        yield Service(world, client)


def kept(reply: Reply) -> SimpleCookie:
    return SimpleCookie(reply.headers.get("Set-Cookie", ""))


def sent_back(reply: Reply) -> str:
    """What a browser sends of it."""
    return "; ".join(f"{name}={morsel.value}" for name, morsel in kept(reply).items())


async def log_in(client: Client, **others: str) -> Reply:
    return await client("POST", "/auth/login", {"email": ADA, "password": PASSWORD, "refresh_in": "cookie"} | others)


async def refresh(client: Client, signed_in: Reply, origin: str | None = None, body: object = None) -> Reply:
    headers = {"Cookie": sent_back(signed_in), "Origin": origin or client.origin}
    return await client("POST", "/auth/refresh", body, **headers)


@platforms
async def test_the_refresh_token_is_in_the_cookie_and_not_in_the_body(service, platform):
    reply = await log_in(service.client.at(platform))
    cookie = kept(reply)[f"cortex-{platform}"]
    assert set(reply.body) == {"access_token", "token_type", "expires_in", "refresh_expires_in"}
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == (f"/{platform}/auth", "Strict", True)
    assert int(cookie["max-age"]) == reply.body["refresh_expires_in"]


async def test_without_asking_for_it_there_is_no_such_cookie(service):
    replies = [await service.client.log_in(ADA), await log_in(service.client, refresh_in="body")]
    assert ["refresh_token" in reply.body for reply in replies] == [True, True]
    assert [name for reply in replies for name in kept(reply)] == ["cortex-device-customer"] * 2


async def test_beyond_loopback_the_cookie_is_for_tls_alone(tmp_path):
    async with (
        a_world("memory", tmp_path, public_url="https://accounts.example.org") as world,
        serving(world) as client,
    ):
        await world.register(ADA)
        reply = await log_in(client)
        renewed = await refresh(client, reply, origin="https://accounts.example.org")
    for cookie in (kept(reply), kept(renewed)):
        assert cookie["__Secure-cortex-customer"]["secure"]


@pytest.mark.parametrize("refresh_in", [None, "", "Cookie", 1, []])
async def test_there_are_two_places_and_no_other(service, refresh_in):
    refused = await log_in(service.client, refresh_in=refresh_in)
    assert refused.faults == {"refresh_in": "invalid_choice" if isinstance(refresh_in, str) else "wrong_type"}


@platforms
async def test_a_refresh_by_cookie_sets_it_anew(service, platform):
    client = service.client.at(platform)
    first = await log_in(client)
    second = await refresh(client, first)
    assert second.status == 200
    assert "refresh_token" not in second.body
    assert sent_back(second) not in {"", sent_back(first)}
    assert (await refresh(client, second)).status == 200
    assert (await client.with_token(second.body["access_token"])("GET", "/me")).body["email"] == ADA


async def test_a_cookie_is_good_for_its_platform_alone(service):
    reply = await log_in(service.client)
    refused = await refresh(service.client.at("admin"), reply)
    assert refused.faults == {"refresh_token": "missing"}


@pytest.mark.parametrize("body", [None, {}], ids=["no body", "an empty object"])
async def test_an_allowed_origin_may_use_the_cookie(service, body):
    renewed = await refresh(service.client, await log_in(service.client), origin=APP, body=body)
    assert renewed.status == 200
    assert renewed.headers["Access-Control-Allow-Credentials"] == "true"


STRANGERS = ["https://evil.example.org", "null", APP + ".evil.org", APP.upper(), "https://127.0.0.1", ""]


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
@pytest.mark.parametrize("origin", STRANGERS)
async def test_any_other_origin_is_refused_and_the_session_lives_on(service, path, origin):
    reply = await log_in(service.client)
    refused = await service.client("POST", path, {}, Cookie=sent_back(reply), Origin=origin)
    assert (refused.status, refused.code) == (403, "origin_refused")
    assert "Set-Cookie" not in refused.headers
    assert (await refresh(service.client, reply)).status == 200


async def test_who_names_no_origin_is_refused(service):
    reply = await log_in(service.client)
    refused = await service.client("POST", "/auth/refresh", {}, Cookie=sent_back(reply))
    assert refused.code == "origin_refused"


async def test_the_refusal_speaks_of_the_session_in_every_language(service):
    reply = await log_in(service.client)
    said = set()
    for language in Language:
        headers = {"Cookie": sent_back(reply), "Origin": "null", "Accept-Language": language}
        said.add((await service.client("POST", "/auth/refresh", {}, **headers)).body["detail"])
    assert len(said) == len(Language)
    assert any("may not use your session" in detail for detail in said)


async def test_a_token_in_the_body_counts_and_the_cookie_does_not(service):
    cookie, pair = await log_in(service.client), await service.client.log_in(ADA)
    body = {"refresh_token": pair.body["refresh_token"]}
    renewed = await refresh(service.client, cookie, origin="https://evil.example.org", body=body)
    assert "refresh_token" in renewed.body
    assert "Set-Cookie" not in renewed.headers


@pytest.mark.parametrize("path", ["/auth/refresh", "/auth/logout"])
async def test_neither_token_nor_cookie_is_told_with_whatever_else_is_wrong(service, path):
    refused = await service.client("POST", path, {"x": 1}, Cookie="cortex-customer=", Origin="null")
    assert refused.faults == {"refresh_token": "missing", "x": "unknown_field"}


async def test_what_is_no_token_is_refused_as_in_a_body(service):
    replies = [
        await service.client("POST", "/auth/refresh", Cookie=f"cortex-customer={sent}", Origin=service.client.origin)
        for sent in ("x", "a.b.c", '"quoted"', "x" * 5000)
    ]
    assert [(reply.status, reply.code) for reply in replies] == [(401, "invalid_token")] * 3 + [
        (422, "validation_failed")
    ]


async def test_what_else_the_body_holds_is_checked_as_ever(service):
    refused = await refresh(service.client, await log_in(service.client), body={"x": 1})
    assert refused.faults == {"x": "unknown_field"}


async def test_null_is_no_absent_token(service):
    refused = await refresh(service.client, await log_in(service.client), body={"refresh_token": None})
    assert refused.faults == {"refresh_token": "wrong_type"}


@platforms
async def test_signing_out_takes_the_cookie_back(service, platform):
    client = service.client.at(platform)
    signed_in = await log_in(client)
    gone = await client("POST", "/auth/logout", Cookie=sent_back(signed_in), Origin=client.origin)
    cookie = kept(gone)[f"cortex-{platform}"]
    assert (gone.status, cookie.value, cookie["max-age"], cookie["path"]) == (204, "", "0", f"/{platform}/auth")
    assert (await refresh(client, signed_in)).code == "revoked_token"
    again = await client("POST", "/auth/logout", Cookie=sent_back(signed_in), Origin=client.origin)
    assert (again.status, "Set-Cookie" in again.headers) == (204, True)
