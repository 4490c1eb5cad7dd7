"""Whatever is sent, the answer is a problem document in the caller's language, and never a 500."""

import gzip
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.app_harness import PASSWORD
from tests.system.api.client import Client

PERSON = {"email": "ada@example.org", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}
WHOLE = json.dumps(PERSON).encode()
DEEP = b"[" * 33 + b"]" * 33


async def post(client: Client, body: bytes, path: str = "/auth/register", **headers: str) -> tuple[int, Any]:
    sent = {"X-Source": "customer", "Content-Type": "application/json"} | headers
    async with client.http.post(f"{client.origin}/customer{path}", data=body, headers=sent) as response:
        return response.status, await response.json(content_type=None)


WANTED = {
    "de": {"email": "Hier wird Text erwartet", "language": "Bitte wählen Sie eines davon: ar, de, en, es, fr, it, ru"},
    "en": {"email": "This must be text", "language": "Choose one of these: ar, de, en, es, fr, it, ru"},
}


@pytest.mark.parametrize("language", WANTED)
async def test_an_error_says_which_type_is_wanted_in_the_language_of_the_client(client: Client, language: str) -> None:
    body = json.dumps({**PERSON, "email": 5, "language": {}}).encode()
    status, problem = await post(client, body, **{"Accept-Language": language})
    assert (status, {fault["field"]: fault["detail"] for fault in problem["errors"]}) == (422, WANTED[language])


@pytest.mark.parametrize(("language", "limit"), [("en", "1,024"), ("de", "1.024"), ("fr", "1\u202f024")])
async def test_a_limit_is_written_as_the_reader_writes_numbers(client: Client, language: str, limit: str) -> None:
    body = json.dumps({"email": "ada@example.org", "password": "x" * 1025}).encode()
    status, problem = await post(client, body, "/auth/login", **{"Accept-Language": language})
    assert (status, [limit in fault["detail"] for fault in problem["errors"]]) == (422, [True])
    assert problem["status"] == 422


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "validation_failed"),
        (b"{", 400, "malformed_body"),
        (b'{"email": "a@example.org", "email": "b@example.org"}', 400, "malformed_body"),
        (b'{"email": NaN}', 400, "malformed_body"),
        (b'{"email": 1e999}', 400, "malformed_body"),
        (b'{"email": ' + b"9" * 5000 + b"}", 400, "malformed_body"),
        (DEEP, 400, "malformed_body"),
        (b"[" * 30_000, 400, "malformed_body"),
        (b'{"email": "\xff"}', 400, "malformed_body"),
        (b"\xef\xbb\xbf{}", 400, "malformed_body"),
        ('{"email": "a"}'.encode("utf-16"), 400, "malformed_body"),
        (b"[]", 422, "validation_failed"),
        (b"null", 422, "validation_failed"),
        (b'{"email": "' + b"a" * 70_000 + b'"}', 413, "body_too_large"),
    ],
    ids=lambda value: repr(value[:16]) if isinstance(value, bytes) else None,
)
async def test_a_body_that_is_no_body_is_refused(client: Client, body: bytes, status: int, code: str) -> None:
    assert (await post(client, body))[0] == status
    assert (await post(client, body))[1]["code"] == code


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, WHOLE, 415),
        ({"Content-Type": "application/json; charset=latin-1"}, WHOLE, 400),
        ({"Content-Type": "application/json; charset=nonsense"}, WHOLE, 400),
        ({"Content-Encoding": "gzip"}, WHOLE, 400),
        ({"Content-Encoding": "compress"}, WHOLE, 415),
        ({"Content-Encoding": "gzip"}, gzip.compress(b" " * 50_000_000), 413),
        ({"X-Source": "somebody"}, WHOLE, 400),
        ({"X-Source": "admin"}, WHOLE, 403),
    ],
    ids=["text", "latin-1", "no charset", "not packed", "unknown packing", "bomb", "no source", "other platform"],
)
async def test_headers_that_do_not_fit_are_refused(
    client: Client, headers: dict[str, str], body: bytes, status: int
) -> None:
    assert (await post(client, body, **headers))[0] == status


async def test_a_packed_body_is_welcome(client: Client) -> None:
    assert (await post(client, gzip.compress(WHOLE), **{"Content-Encoding": "gzip"}))[0] == 201


async def test_every_faulty_field_is_named_at_once(client: Client) -> None:
    refused = await client("POST", "/auth/register", {"email": "ada", "password": "short", "last_name": 7, "x": 1})
    assert refused.faults == {
        "email": "invalid_email",
        "first_name": "missing",
        "last_name": "wrong_type",
        "password": "too_short",
        "x": "unknown_field",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "ada@example", "invalid_email"),
        ("email", "a" * 250 + "@example.org", "too_long"),
        ("email", "ada\u0000@example.org", "invalid_text"),
        ("email", ["ada@example.org"], "wrong_type"),
        ("first_name", "   ", "too_short"),
        ("first_name", "a" * 101, "too_long"),
        ("first_name", "A\u0007da", "invalid_text"),
        ("first_name", "\ud800", "invalid_text"),
        ("language", "xx", "invalid_choice"),
        ("language", None, "wrong_type"),
        ("password", "password1", "common_password"),
        ("password", "AdaLovelace1", "common_password"),
        ("password", "x" * 257, "too_long"),
        ("password", 12345678, "wrong_type"),
    ],
)
async def test_a_faulty_value_has_its_code(client: Client, field: str, value: object, code: str) -> None:
    assert (await client("POST", "/auth/register", PERSON | {field: value})).faults == {field: code}


@pytest.mark.parametrize("path", ["/me", "/me/sessions"])
async def test_a_route_that_takes_no_body_ignores_none(client: Client, path: str) -> None:
    await client.register("ada@example.org")
    ada = await client.signed_in("ada@example.org")
    assert (await ada("GET", path, {})).status == 200
    assert (await ada("GET", path, {"x": 1})).faults == {"x": "unknown_field"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "غير موجود"),
        ("de", "gibt es nicht"),
        ("en", "does not exist"),
        ("es", "Lo que ha"),
        ("fr", "n’existe pas"),
        ("it", "esiste"),
        ("ru", "не существует"),
    ],
)
async def test_errors_speak_the_language_of_the_caller(client: Client, language: str, said: str) -> None:
    refused = await client("GET", "/nowhere", Accept_Language=f"xx, {language};q=0.5")
    assert refused.headers["Content-Language"] == language
    assert said in refused.body["detail"]


async def test_a_person_without_a_preference_is_answered_in_their_own_language(client: Client) -> None:
    await client.register("ada@example.org", language="ru")
    ada = await client.signed_in("ada@example.org")
    assert (await ada("DELETE", "/me/sessions/00000000-0000-4000-8000-000000000000")).headers[
        "Content-Language"
    ] == "ru"


@pytest.mark.parametrize(
    "authorization", ["Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "Bearer \xff", "Bearer " + "a" * 7000]
)
async def test_a_credential_that_is_none_is_refused(client: Client, authorization: str) -> None:
    refused = await client("GET", "/me", Authorization=authorization)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


async def test_two_credentials_in_one_request_are_refused(client: Client) -> None:
    await client.register("ada@example.org")
    ada = await client.signed_in("ada@example.org")
    headers = [("X-Source", "customer"), ("Authorization", f"Bearer {ada.token}"), ("Authorization", "Bearer a.b.c")]
    async with client.http.get(f"{client.origin}/customer/me", headers=headers) as response:
        assert (response.status, (await response.json(content_type=None))["code"]) == (401, "invalid_token")


ROUTES = ["/auth/register", "/auth/login", "/auth/refresh", "/auth/logout"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["email", "password", "first_name", "last_name", "language", "refresh_token"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(path=st.sampled_from(ROUTES), body=st.binary(max_size=80) | st.dictionaries(FIELDS, JSON).map(json.dumps))
async def test_nothing_that_is_sent_is_answered_with_500(client: Client, path: str, body: str | bytes) -> None:
    status, problem = await post(
        client, body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"), path
    )
    assert status < 500
    assert problem is None or problem["status"] == status
