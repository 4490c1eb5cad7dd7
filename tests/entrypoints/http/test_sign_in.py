"""Who sends a request: closed unless declared public."""

import pytest

from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.route import Route
from tests.entrypoints.http.client import CUSTOMER, LOGIN, Client, Reply


async def authorized(http: Client, authorization: str | None) -> Reply:
    sent = {} if authorization is None else {"Authorization": authorization}
    return await http.send("GET", "/customer/me", headers={"X-Source": "customer", **sent})


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer  ", "Basic YTpi", "good-customer", "Token x"])
async def test_without_a_token_a_client_is_asked_to_sign_in(http: Client, sent: str | None) -> None:
    reply = await authorized(http, sent)
    assert (reply.status, reply.code) == (401, "authentication_required")
    assert reply.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("token", "code"), [("bad", "invalid_token"), ("old", "expired_token"), ("good-admin", "invalid_token")]
)
async def test_a_bad_token_is_named_as_such(http: Client, token: str, code: str) -> None:
    reply = await authorized(http, f"Bearer {token}")
    assert (reply.status, reply.code) == (401, code)
    assert reply.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


async def test_the_scheme_is_known_in_any_case(http: Client) -> None:
    assert (await authorized(http, "bEARER   good-customer ")).status == 200


async def test_two_tokens_are_none(http: Client) -> None:
    twice = [("X-Source", "customer"), ("Authorization", "Bearer bad"), ("Authorization", "Bearer good-customer")]
    reply = await http.send("GET", "/customer/me", headers=twice)
    assert reply.status in {400, 401}


async def test_a_bad_token_does_not_matter_where_none_is_asked(http: Client) -> None:
    reply = await http.send(
        "POST", "/customer/auth/login", headers={**CUSTOMER, "Authorization": "Bearer bad"}, json=LOGIN
    )
    assert reply.status == 200


async def test_a_wrong_password_is_no_bad_token(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/login", json={**LOGIN, "password": "wrong"})
    assert (reply.status, reply.code) == (401, "invalid_credentials")
    assert reply.headers["WWW-Authenticate"] == "Bearer"


async def test_a_refused_refresh_token_is_a_token_that_was_sent(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/refresh", json={"refresh_token": "x"})
    assert (reply.status, reply.code) == (401, "revoked_token")
    assert reply.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


async def test_every_endpoint_that_is_not_public_is_closed(http: Client, routes: tuple[Route, ...]) -> None:
    for route in routes:
        if route.endpoint.requires is not PUBLIC:
            path = route.path.replace("{id}", "00000000-0000-4000-8000-000000000007")
            reply = await http.send(route.method, path, headers={"X-Source": str(route.platform)})
            assert reply.status == 401, route.path
