"""What every answer bears, errors too, and what every request may say."""

import logging
import re

import pytest

from domain.sessions.session import Device
from entrypoints.http.kit.user_agent import device_from_headers
from tests.entrypoints.http.client import ADMIN, CUSTOMER, LOGIN, Client

ANSWERS = {
    "success": ("GET", "/customer/me", CUSTOMER, 200, "fr"),
    "nothing": ("POST", "/customer/auth/logout-all", CUSTOMER, 204, "fr"),
    "no token": ("GET", "/customer/me", {"X-Source": "customer"}, 401, "en"),
    "no source": ("GET", "/customer/me", {}, 400, "en"),
    "no route": ("GET", "/nowhere", {}, 404, "en"),
    "no method": ("PUT", "/customer/me", {}, 405, "en"),
    "a defect": ("GET", "/admin/broken", ADMIN, 500, "en"),
    "live": ("GET", "/health/live", {}, 200, "en"),
    "keys": ("GET", "/.well-known/jwks.json", {}, 200, "en"),
}


@pytest.mark.parametrize("asked", ANSWERS.values(), ids=ANSWERS)
async def test_every_answer_bears_the_usual_headers(
    http: Client, asked: tuple[str, str, dict[str, str], int, str]
) -> None:
    method, path, headers, status, language = asked
    reply = await http.send(method, path, headers=headers)
    assert reply.status == status
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["X-Frame-Options"] == "DENY"
    assert reply.headers["Vary"] == "Origin, Accept-Language"
    assert reply.headers["Content-Language"] == language
    assert re.fullmatch(r"[0-9a-f]{32}", reply.headers["X-Request-ID"])
    assert reply.headers["Cache-Control"] == ("public, max-age=300" if path.endswith("jwks.json") else "no-store")
    assert "aiohttp" not in reply.headers["Server"]


async def test_a_page_says_what_else_it_needs(http: Client) -> None:
    reply = await http.send("GET", "/account")
    assert (reply.status, reply.headers["Content-Security-Policy"]) == (200, "default-src 'self'")
    assert reply.headers["X-Frame-Options"] == "DENY"


async def test_a_page_may_send_on(http: Client) -> None:
    reply = await http.send("GET", "/old", allow_redirects=False)
    assert (reply.status, reply.headers["Location"]) == (302, "/account")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_each_request_gets_an_id_of_its_own(http: Client) -> None:
    replies = [await http.send("GET", "/customer/me") for _ in range(3)]
    assert len({reply.headers["X-Request-ID"] for reply in replies}) == 3


@pytest.mark.parametrize("name", ["a", "A-z.0_9", "x" * 128])
async def test_a_request_id_is_taken_over(http: Client, name: str) -> None:
    reply = await http.send("GET", "/customer/nowhere", headers={"X-Request-ID": name})
    assert (reply.headers["X-Request-ID"], reply.json["request_id"]) == (name, name)


@pytest.mark.parametrize("name", ["", "x" * 129, "a b", "ä", "a/b", "<x>"])
async def test_a_request_id_of_another_form_is_replaced(http: Client, name: str) -> None:
    reply = await http.send("GET", "/customer/seen", headers={**CUSTOMER, "X-Request-ID": name})
    assert reply.headers["X-Request-ID"] == reply.json["request_id"] != name


async def test_a_problem_says_itself_in_full(http: Client) -> None:
    reply = await http.send("GET", "/customer/nowhere", headers={"X-Request-ID": "r1"})
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.json == {
        "type": "/problems/not_found",
        "title": "Not found",
        "status": 404,
        "detail": "What you asked for does not exist",
        "code": "not_found",
        "request_id": "r1",
    }


@pytest.mark.parametrize(("path", "status", "seconds"), [("busy", 429, "7"), ("down", 503, "3")])
async def test_a_client_that_must_wait_is_told_how_long(http: Client, path: str, status: int, seconds: str) -> None:
    reply = await http.send("GET", f"/admin/{path}")
    assert (reply.status, reply.headers["Retry-After"]) == (status, seconds)


async def test_a_defect_is_told_to_the_log_alone(http: Client, caplog: pytest.LogCaptureFixture) -> None:
    reply = await http.send("GET", "/admin/broken", {**ADMIN, "X-Request-ID": "r3", "Accept-Language": "de"})
    assert (reply.status, reply.code, reply.json["request_id"]) == (500, "internal_error", "r3")
    assert reply.json["detail"].startswith("[de] ")
    assert "hunter2" not in reply.text
    assert "KeyError: 'hunter2'" in caplog.text


async def test_a_public_endpoint_that_asks_for_its_caller_is_a_defect(
    http: Client, caplog: pytest.LogCaptureFixture
) -> None:
    reply = await http.send("GET", "/admin/nobody")
    assert reply.status == 500
    assert "RuntimeError: a public endpoint has no caller" in caplog.text


async def test_a_request_leaves_a_line_that_tells_no_secret(http: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "cortex.http.requests"):
        gone = "00000000-0000-4000-8000-000000000007"
        await http.send("DELETE", f"/customer/me/sessions/{gone}", headers={**CUSTOMER, "X-Request-ID": "r2"})
        await http.send("POST", "/customer/auth/login?token=hunter2", json={**LOGIN, "password": "hunter3"})
        await http.send("GET", "/hunter4", headers={})
    lines = [vars(record) for record in caplog.records if record.name == "cortex.http.requests"]
    assert [(line["msg"], line["method"], line["route"], line["status"]) for line in lines] == [
        ("request_answered", "DELETE", "/customer/me/sessions/{id}", 204),
        ("request_answered", "POST", "/customer/auth/login", 422),
        ("request_answered", "GET", "-", 404),
    ]
    assert lines[0]["ms"] == round(lines[0]["ms"], 1) >= 0
    assert not re.search("hunter|good-customer|" + gone, str(lines))


async def test_a_handler_knows_the_device(http: Client) -> None:
    reply = await http.send("GET", "/customer/seen", headers={**CUSTOMER, "User-Agent": "Browser " + "x" * 300})
    assert reply.json["user_agent"] == ("Browser " + "x" * 300)[:256]


def test_the_name_of_a_device_holds_nothing_that_cannot_be_shown_or_stored() -> None:
    assert device_from_headers("::1", "\x00Bro\x1bw\ud800ser\n ") == Device("::1", "Browser")
    assert device_from_headers(None, "\x00") == device_from_headers(None, None) == Device()


VERSIONS = {
    "nothing": (None, None),
    "any": ("*", None),
    "one": ('"3"', [3]),
    "several": ('"3", "14" ,"15"', [3, 14, 15]),
    "weak": ('W/"3"', []),
    "weak among strong": ('W/"3", "4"', [4]),
    "foreign": ('"abc", "03", "-1", "1e3", "9999999999999999999999"', []),
    "no quotes": ("3", []),
    "empty": ("", []),
    "broken": ('"3', []),
    "with a comma": ('"a,b", "5"', [5]),
}


@pytest.mark.parametrize(("sent", "versions"), VERSIONS.values(), ids=VERSIONS)
async def test_if_match_names_versions(http: Client, sent: str | None, versions: list[int] | None) -> None:
    condition = {} if sent is None else {"If-Match": sent}
    reply = await http.send("GET", "/customer/seen", headers={**CUSTOMER, **condition})
    assert reply.json["versions"] == versions


async def test_an_answer_bears_its_version_and_place(http: Client) -> None:
    body = {"email": "ada@example.org", "first_name": "Ada", "last_name": "L", "password": "open sesame"}
    reply = await http.send("POST", "/customer/auth/register", json=body)
    assert (reply.status, reply.headers["ETag"], reply.headers["Location"]) == (201, '"1"', "/customer/me")


async def test_an_accepted_request_is_answered_with_an_empty_object(http: Client) -> None:
    reply = await http.send("POST", "/customer/auth/forgot-password", json=LOGIN)
    assert (reply.status, reply.json) == (202, {})
