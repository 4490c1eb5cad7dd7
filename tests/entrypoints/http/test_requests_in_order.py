"""The order of checks: route and method, source, form of the body, who sends it, its content, the rules."""

import pytest

from tests.entrypoints.http.client import ADMIN, CUSTOMER, LOGIN, Client

ANYBODY = {"X-Source": "customer"}
TEXT = {"Content-Type": "text/plain"}
JSON = {"Content-Type": "application/json"}


async def test_a_good_request_is_answered(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/login", json=LOGIN)
    assert (reply.status, reply.json["platform"]) == (200, "customer")


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/customer", "/customer/", "/customer/nowhere", "/customer/me/", "/%00"]
)
async def test_an_unknown_address_is_not_found_whoever_asks(http: Client, path: str) -> None:
    reply = await http.send("GET", path, headers={})
    assert (reply.status, reply.code) == (404, "not_found")


async def test_an_unknown_method_names_the_known_ones(http: Client) -> None:
    reply = await http.send("PUT", "/customer/me", headers={}, data=b"{", skip_auto_headers=["Content-Type"])
    assert (reply.status, reply.code) == (405, "method_not_allowed")
    assert reply.headers["Allow"] == "GET, HEAD, PATCH"


@pytest.mark.parametrize(
    "known", ["x", "1", "00000000000040008000000000000007", "{id}", "%00", "00000000-0000-4000-8000-00000000000g"]
)
async def test_an_id_that_is_no_uuid_is_not_found(http: Client, known: str) -> None:
    reply = await http.send("DELETE", f"/customer/me/sessions/{known}", headers={})
    assert (reply.status, reply.code) == (404, "not_found")


async def test_a_uuid_in_an_address_reaches_the_handler(http: Client) -> None:
    there = await http.send("DELETE", "/customer/me/sessions/00000000-0000-4000-8000-00000000000A")
    gone = await http.send("DELETE", "/customer/me/sessions/00000000-0000-0000-0000-000000000000")
    assert (there.status, there.text, gone.status) == (204, "", 404)


@pytest.mark.parametrize("source", [None, "", "Customer", "shop", "customer, admin"])
async def test_a_request_under_a_platform_names_its_source(http: Client, source: str | None) -> None:
    sent = {} if source is None else {"X-Source": source}
    reply = await http.send("POST", "/customer/auth/login", headers={**sent, **TEXT}, data=b"{")
    assert (reply.status, reply.code) == (400, "invalid_source")


async def test_two_sources_are_none(http: Client) -> None:
    reply = await http.send("GET", "/customer/me", headers=[("X-Source", "customer"), ("X-Source", "customer")])
    assert (reply.status, reply.code) == (400, "invalid_source")


async def test_the_source_is_the_platform_of_the_address(http: Client) -> None:
    reply = await http.send("GET", "/customer/me", headers=ADMIN)
    assert (reply.status, reply.code) == (403, "platform_mismatch")


async def test_the_form_of_the_body_comes_before_the_token(http: Client) -> None:
    mistyped = await http.send("PATCH", "/customer/me", headers={**ANYBODY, **TEXT}, data=b"{")
    broken = await http.send("PATCH", "/customer/me", headers={**ANYBODY, **JSON}, data=b"{")
    assert [(mistyped.status, mistyped.code), (broken.status, broken.code)] == [
        (415, "unsupported_media_type"),
        (400, "malformed_body"),
    ]


async def test_the_token_comes_before_the_content_of_the_body(http: Client) -> None:
    reply = await http.send("PATCH", "/customer/me", headers=ANYBODY, json={"first_name": 5})
    assert (reply.status, reply.code) == (401, "authentication_required")


async def test_the_content_of_the_body_comes_before_the_rules(http: Client) -> None:
    stale = {**CUSTOMER, "If-Match": '"9"'}
    faulty = await http.send("PATCH", "/customer/me", headers=stale, json={"first_name": 5})
    good = await http.send("PATCH", "/customer/me", headers=stale, json={"first_name": "Ada"})
    assert (faulty.status, good.status, good.code) == (422, 412, "stale_version")


async def test_head_is_answered_as_get_without_a_body(http: Client) -> None:
    reply = await http.send("HEAD", "/customer/me")
    assert (reply.status, reply.text, reply.headers["ETag"]) == (200, "", '"1"')
