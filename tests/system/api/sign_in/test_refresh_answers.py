"""Every answer of a refresh, and what is counted for it: the requests of an address alone."""

from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from pathlib import Path

import attrs
import pytest

from application.accounts.edit_user_as_staff import EditUserAsStaffCommand
from tests.support.app_harness import PASSWORD
from tests.system.api.sign_in.answers import (
    BOSS,
    HERE,
    SENT_TOKEN,
    Answer,
    SignInClient,
    renewed_cookie,
    sign_in_client,
)
from tests.system.api.sign_in.conftest import LIMITS

COUNTED = Answer(200, left={"requests": 49}, counted=("take requests",))


def refused(code: str) -> Answer:
    return attrs.evolve(COUNTED, status=401, code=code, challenge=SENT_TOKEN)


async def pair_of(client: SignInClient) -> dict[str, str]:
    body: dict[str, str] = (await client.send("/auth/login", {"email": BOSS, "password": PASSWORD}, network=None)).body
    return body


async def refresh(client: SignInClient, token: str, *, network: str | None = HERE) -> Answer:
    return await client.answer("/auth/refresh", {"refresh_token": token}, network=network)


async def browser(client: SignInClient) -> str:
    """The header ``Cookie`` of a browser that somebody signed in with."""
    body = {"email": BOSS, "password": PASSWORD, "refresh_in": "cookie"}
    reply = await client.send("/auth/login", body, network=None)
    cookie = SimpleCookie(reply.headers.getall("Set-Cookie")[0])
    return f"{client.refresh_cookie}={cookie[client.refresh_cookie].value}"


async def test_refresh_answers_the_current_token_without_a_cookie(client: SignInClient) -> None:
    assert await refresh(client, (await pair_of(client))["refresh_token"]) == COUNTED


async def test_refresh_by_cookie_sets_the_cookie_anew(client: SignInClient) -> None:
    answer = await client.answer("/auth/refresh", None, Cookie=await browser(client), Origin=client.client.origin)
    assert answer == attrs.evolve(COUNTED, cookies=renewed_cookie(client.refresh_cookie, client.client.platform))


async def test_refresh_prefers_the_token_in_the_body(client: SignInClient) -> None:
    cookie, token = await browser(client), (await pair_of(client))["refresh_token"]
    assert await client.answer("/auth/refresh", {"refresh_token": token}, Cookie=cookie) == COUNTED


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
async def test_refresh_by_cookie_is_refused_to_pages_of_others(client: SignInClient, headers: dict[str, str]) -> None:
    answer = await client.answer("/auth/refresh", None, Cookie=await browser(client), **headers)
    assert answer == attrs.evolve(COUNTED, status=403, code="origin_refused")


async def test_refresh_by_a_cookie_that_is_not_valid_is_refused(client: SignInClient) -> None:
    cookie = f"{client.refresh_cookie}=nonsense"
    answer = await client.answer("/auth/refresh", None, Cookie=cookie, Origin=client.client.origin)
    assert answer == refused("invalid_token")


async def test_refresh_refuses_what_is_no_refresh_token_of_the_platform(client: SignInClient) -> None:
    pair = await pair_of(client)
    other = await pair_of(client.at({"customer": "admin", "admin": "customer"}[client.client.platform]))
    for token in ("nonsense", pair["access_token"], f"{pair['refresh_token']}x", other["refresh_token"]):
        assert await refresh(client, token, network=f"203.0.113.{len(token) % 200}") == refused("invalid_token")


async def test_refresh_refuses_a_token_that_has_expired(client: SignInClient) -> None:
    token = (await pair_of(client))["refresh_token"]
    client.harness.pass_time(days=8)
    assert await refresh(client, token) == refused("expired_token")


async def log_out(client: SignInClient, token: str) -> None:
    await client.client("POST", "/auth/logout", {"refresh_token": token}, X_Forwarded_For="192.0.2.200")


async def log_out_everywhere(client: SignInClient, _: str) -> None:
    await client.harness.log_out_everywhere((await client.harness.user(BOSS)).pk)


async def lock(client: SignInClient, _: str) -> None:
    other = await client.harness.register("other@example.org", staff=True)
    await client.harness.lock((await client.harness.user(BOSS)).pk, by=other.pk)


async def demote(client: SignInClient, _: str) -> None:
    other = await client.harness.register("other@example.org", staff=True)
    boss = await client.harness.user(BOSS)
    command = EditUserAsStaffCommand(user_id=boss.pk, by=other.pk, sets_role=True)
    await client.harness.container.accounts().edit_user_as_staff(command)


@pytest.mark.parametrize("end", [log_out, log_out_everywhere, lock, demote])
async def test_refresh_refuses_a_token_whose_session_has_ended(
    client: SignInClient, end: Callable[[SignInClient, str], Awaitable[None]]
) -> None:
    token = (await pair_of(client))["refresh_token"]
    await end(client, token)
    assert await refresh(client, token) == refused("revoked_token")


async def test_refresh_repeats_its_answer_within_the_window_and_names_a_reuse_once(client: SignInClient) -> None:
    first = (await pair_of(client))["refresh_token"]
    assert await refresh(client, first, network=None) == COUNTED
    assert await refresh(client, first, network=None) == COUNTED
    second = await client.send("/auth/refresh", {"refresh_token": first}, network=None)
    await refresh(client, second.body["refresh_token"], network=None)
    client.harness.pass_time(minutes=1)
    assert await refresh(client, first, network=None) == refused("token_reused")
    assert await refresh(client, first, network=None) == refused("revoked_token")


async def test_refresh_for_the_other_platform_is_refused_before_anything_is_counted(client: SignInClient) -> None:
    other = {"customer": "admin", "admin": "customer"}[client.client.platform]
    answer = await client.answer("/auth/refresh", {"refresh_token": "x"}, X_Source=other)
    assert answer == Answer(403, "platform_mismatch")


async def test_refresh_with_two_cookies_of_one_name_is_refused_before_anything_is_counted(
    client: SignInClient,
) -> None:
    twice = f"{client.refresh_cookie}=a; {client.refresh_cookie}=b"
    assert await client.answer("/auth/refresh", None, Cookie=twice) == Answer(400, "malformed_request")


async def test_refresh_without_a_token_is_malformed_and_counted(client: SignInClient) -> None:
    answer = await client.answer("/auth/refresh", {})
    assert answer == attrs.evolve(COUNTED, status=422, code="validation_failed")


async def test_refresh_is_refused_when_the_requests_of_an_address_are_used_up(tmp_path: Path) -> None:
    async with sign_in_client(tmp_path, **LIMITS | {"rate_limit_requests": "1/hour"}) as service:
        for network, platform in enumerate(("customer", "admin")):
            client, here = service.at(platform), f"203.0.113.{network}"
            token = (await pair_of(client))["refresh_token"]
            await refresh(client, "nonsense", network=here)
            assert await refresh(client, token, network=here) == Answer(
                429, "rate_limited", has_retry_after=True, left={"requests": 0}, counted=("take! requests",)
            )
