"""Cross-origin requests: closed, but for the origins that the settings name."""

import ast
from collections.abc import Iterator

import pytest

from tests.entrypoints.http.client import ADMIN, CUSTOMER, Client, Reply
from tests.entrypoints.http.toy_app.service import ALLOWED, ALLOWED_FOR_STAFF
from tests.foundation.checkout import ROOT

EXPOSED_HEADERS = {"ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-ID", "Content-Language"}
STRANGERS = ["https://evil.example.org", "null", "", ALLOWED + ".evil.org", ALLOWED.upper(), "http://app.example.org"]


def preflight(origin: str) -> dict[str, str]:
    return {"Origin": origin, "Access-Control-Request-Method": "PATCH"}


def granted(reply: Reply) -> set[str]:
    return {name for name in reply.headers if name.startswith("Access-Control")}


@pytest.mark.parametrize("path", ["/customer/me", "/customer/nowhere"])
async def test_a_named_origin_may_read_answers_and_errors(http: Client, path: str) -> None:
    reply = await http.send("GET", path, headers={**CUSTOMER, "Origin": ALLOWED})
    assert reply.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert set(reply.headers["Access-Control-Expose-Headers"].split(", ")) == EXPOSED_HEADERS


@pytest.mark.parametrize("origin", STRANGERS)
async def test_another_origin_may_read_nothing(http: Client, origin: str) -> None:
    read = await http.send("GET", "/customer/me", headers={**CUSTOMER, "Origin": origin})
    asked = await http.send("OPTIONS", "/customer/me", headers=preflight(origin))
    assert granted(read) == granted(asked) == set()


async def test_a_preflight_needs_no_source_and_names_what_may_be_sent(http: Client) -> None:
    reply = await http.send("OPTIONS", "/customer/me", headers=preflight(ALLOWED))
    assert (reply.status, reply.text) == (204, "")
    assert reply.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, HEAD, PATCH"
    assert {"Authorization", "X-Source", "If-Match"} <= set(reply.headers["Access-Control-Allow-Headers"].split(", "))
    assert reply.headers["Access-Control-Allow-Credentials"] == "true"


BY_BROWSERS_AND_PROXIES = {
    "Accept",
    "Expect",
    "Host",
    "Content-Length",
    "Origin",
    "Cookie",
    "User-Agent",
    "Sec-Fetch-Site",
    "X-Forwarded-For",
}
"""Headers that no script of a page can set, or that nobody needs it to."""


def headers_that_are_read() -> set[str]:
    """By the source of the entry point: ``….headers.get("Name")``, ``getall`` and ``[…]``, also where a constant names
    the header."""
    return {
        name for file in (ROOT / "entrypoints/http").rglob("*.py") for name in _read_in(ast.parse(file.read_text()))
    }


def _read_in(module: ast.Module) -> Iterator[str]:
    constants = {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="get" | "getall", value=headers), args=[named, *_]) if _are(headers):
                yield str(constants[named.id] if isinstance(named, ast.Name) else ast.literal_eval(named))
            case ast.Subscript(ctx=ast.Load(), value=headers, slice=ast.Constant(value=str(name))) if _are(headers):
                yield name


def _are(headers: ast.expr) -> bool:
    return "headers" in {getattr(headers, "attr", None), getattr(headers, "id", None)}


async def test_every_header_that_is_read_may_be_sent(http: Client) -> None:
    reply = await http.send("OPTIONS", "/customer/me", headers=preflight(ALLOWED))
    accepted = set(reply.headers["Access-Control-Allow-Headers"].split(", "))
    assert {"traceparent", "If-Match", "X-Source"} <= headers_that_are_read()
    assert headers_that_are_read() - BY_BROWSERS_AND_PROXIES - accepted == set()


async def test_a_preflight_for_an_unknown_address_is_not_found(http: Client) -> None:
    assert (await http.send("OPTIONS", "/customer/nowhere", headers=preflight(ALLOWED))).status == 404


async def test_options_by_itself_is_no_known_method(http: Client) -> None:
    assert (await http.send("OPTIONS", "/customer/me", headers={"Origin": ALLOWED})).status == 405


PLATFORMS = [
    ("/customer/me", CUSTOMER, ALLOWED, ALLOWED_FOR_STAFF),
    ("/admin/users", ADMIN, ALLOWED_FOR_STAFF, ALLOWED),
]


@pytest.mark.parametrize(("path", "source", "own", "other"), PLATFORMS)
async def test_each_platform_has_its_own_list(
    http: Client, path: str, source: dict[str, str], own: str, other: str
) -> None:
    for origin, grants in ((own, True), (other, False)):
        read = await http.send("GET", path, headers={**source, "Origin": origin})
        nowhere = await http.send("GET", f"{path}/no/where", headers={**source, "Origin": origin})
        asked = await http.send("OPTIONS", path, headers=preflight(origin))
        assert [bool(granted(reply)) for reply in (read, nowhere, asked)] == [grants] * 3


@pytest.mark.parametrize("path", ["/health/live", "/.well-known/jwks.json", "/openapi.json", "/nowhere"])
@pytest.mark.parametrize("origin", [ALLOWED, ALLOWED_FOR_STAFF])
async def test_addresses_beside_the_platforms_are_open_to_the_pages_of_either(
    http: Client, path: str, origin: str
) -> None:
    reply = await http.send("GET", path, headers={"Origin": origin})
    assert reply.headers["Access-Control-Allow-Origin"] == origin
