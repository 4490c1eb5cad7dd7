"""The form of bodies: strict JSON, in bounds, or a 4xx."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.entrypoints.http.client import CUSTOMER, LOGIN, Client

LOGIN_PATH = "/customer/auth/login"
GOOD = json.dumps(LOGIN).encode()
PAIR = b'"email": "ada@example.org", "password": '

BROKEN = {
    "only white space": b" \r\n\t",
    "cut off": GOOD[:-1],
    "cut off in a string": GOOD[:-4],
    "two values": GOOD + GOOD,
    "a trailing comma": b'{"email": "a@example.org",}',
    "single quotes": b"{'a': 1}",
    "a comment": b"{} // x",
    "bare word": b"nul",
    "a byte-order mark": b"\xef\xbb\xbf" + GOOD,
    "UTF-16": GOOD.decode().encode("utf-16"),
    "UTF-16 without a mark": GOOD.decode().encode("utf-16-le"),
    "UTF-32": GOOD.decode().encode("utf-32-be"),
    "invalid UTF-8": b'{"email": "\xff"}',
    "an encoded surrogate": b'{"email": "\xed\xa0\x80"}',
    "overlong UTF-8": b'{"email": "\xc0\x80"}',
    "Latin-1": '{"email": "ä"}'.encode("latin-1"),
    "a member twice": b"{" + PAIR + b'"x", "password": "y"}',
    "a member twice deep inside": b'{"a": [{"b": {"c": 1, "c": 1}}]}',
    "a member twice by escapes": b'{"a": 1, "\\u0061": 2}',
    "NaN": b"{" + PAIR + b"NaN}",
    "Infinity": b"{" + PAIR + b"Infinity}",
    "minus Infinity": b"{" + PAIR + b"-Infinity}",
    "infinity by exponent": b"{" + PAIR + b"1e999}",
    "minus infinity by exponent": b"{" + PAIR + b"-1e999}",
    "33 lists": b"[" * 33 + b"]" * 33,
    "33 objects": b'{"a":' * 33 + b"1" + b"}" * 33,
    "30 000 lists": b"[" * 30_000 + b"]" * 30_000,
    "30 000 open lists": b"[" * 30_000,
    "5 000 digits": b"{" + PAIR + b"1" * 5_000 + b"}",
    "a control character": b'{"email": "a\nb"}',
    "a NUL": GOOD + b"\x00",
    "a vertical tab": b"\x0b" + GOOD,
    "a leading zero": b'{"a": 01}',
    "a plus sign": b'{"a": +1}',
    "hexadecimal": b'{"a": 0x1}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_broken_json_is_malformed(http: Client, body: bytes) -> None:
    reply = await http.post_raw(LOGIN_PATH, body)
    assert (reply.status, reply.code) == (400, "malformed_body")


@pytest.mark.parametrize("body", [GOOD, b" \r\n\t" + GOOD + b"\r\n", GOOD.replace(b"ada", b"\\u0061da")])
async def test_any_spelling_of_good_json_is_read(http: Client, body: bytes) -> None:
    assert (await http.post_raw(LOGIN_PATH, body)).status == 200


@pytest.mark.parametrize(
    "body", [b"[" * 32 + b"]" * 32, b'{"a":' * 31 + b"[]" + b"}" * 31, b'{"a": "[[[[' + b"[" * 40 + b'"}']
)
async def test_depth_32_is_no_fault_of_the_form(http: Client, body: bytes) -> None:
    assert (await http.post_raw(LOGIN_PATH, body)).status == 422


TYPES = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
ODD_TYPES = ["", "json", "application/json-patch+json", "application/problem+json", "application", "/", "*/*", ";"]


@pytest.mark.parametrize("kind", [*TYPES, *ODD_TYPES, "application/json, text/plain"])
async def test_a_body_of_an_unknown_type_is_unsupported(http: Client, kind: str) -> None:
    reply = await http.post_raw(LOGIN_PATH, GOOD, Content_Type=kind)
    assert (reply.status, reply.code) == (415, "unsupported_media_type")


async def test_a_body_of_no_type_is_unsupported(http: Client) -> None:
    reply = await http.send("POST", LOGIN_PATH, CUSTOMER, data=GOOD, skip_auto_headers=["Content-Type"])
    assert reply.status == 415


SPELLINGS = ["charset=utf-8", "charset=UTF-8", 'charset="utf-8"', "charset=utf8", 'charset="UTF8"', "p=x", "x", ""]


@pytest.mark.parametrize("parameter", SPELLINGS)
async def test_parameters_of_the_type_that_change_nothing_are_taken(http: Client, parameter: str) -> None:
    assert (await http.post_raw(LOGIN_PATH, GOOD, Content_Type=f"application/json; {parameter}")).status == 200


@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "nonsense", "utf-7", "ascii", "%00"])
async def test_a_body_in_another_charset_is_malformed(http: Client, charset: str) -> None:
    reply = await http.post_raw(LOGIN_PATH, GOOD, Content_Type=f"application/json; charset={charset}")
    assert (reply.status, reply.code) == (400, "malformed_body")


@pytest.mark.parametrize("encoded", ["charset*=utf-8''utf-8", "charset*0=utf-;charset*1=8", "charset*=x", 'charset="'])
async def test_odd_spellings_of_the_charset_are_no_failure(http: Client, encoded: str) -> None:
    assert (await http.post_raw(LOGIN_PATH, GOOD, Content_Type=f"application/json; {encoded}")).status in {200, 400}


async def test_a_body_by_chunks_is_read(http: Client) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield GOOD[:5]
        yield GOOD[5:]

    headers = {**CUSTOMER, "Content-Type": "application/json"}
    assert (await http.send("POST", LOGIN_PATH, headers, data=parts())).status == 200
