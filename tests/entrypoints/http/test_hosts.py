"""Each request names one host, as RFC 9110 wants it."""

import json

import pytest

from entrypoints.http.kit.hosts import is_host
from tests.entrypoints.http.client import Client

GOOD = [
    "x",
    "accounts.example.org",
    "accounts.example.org:8443",
    "my_service:80",
    "127.0.0.1",
    "[::1]:8080",
    "[2001:db8::1]",
    "xn--mller-kva.de",
    "x:",
    "x%2e",
]
BAD = [
    "a b",
    "",
    "a/b",
    "a@b",
    "a\tb",
    "a:b",
    "a:70000",
    "a:123456",
    "::1",
    "[::1",
    "[1::2::3]",
    "[v1.x]",
    "a#b",
    "a?b",
    "a\\b",
    "%zz",
    '"x"',
    "x" * 300,
    "a,b:c",
    "m\u00fcller.de",
    "[fe80::1%25eth0]",
]


@pytest.mark.parametrize("host", GOOD)
def test_names_and_addresses_are_hosts(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize("host", BAD)
def test_anything_else_is_none(host: str) -> None:
    assert not is_host(host)


HEADS = {
    "two words": b"Host: a b\r\n",
    "none": b"",
    "empty": b"Host:\r\n",
    "two": b"Host: x\r\nHost: y\r\n",
    "the same twice": b"Host: x\r\nhost: x\r\n",
    "a user": b"Host: a@b\r\n",
    "letters that are none of ASCII": "Host: müller.de\r\n".encode(),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("path", [b"/health/live", b"/customer/me", b"/nowhere", b"/account"])
async def test_a_request_that_does_not_name_one_host_is_malformed(http: Client, path: bytes, head: bytes) -> None:
    answer = await http.speak(b"GET " + path + b" HTTP/1.1\r\n" + head + b"Connection: close\r\n\r\n")
    assert answer.split()[1] == b"400"
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "malformed_request"


async def test_before_http_1_1_a_request_may_name_none(http: Client) -> None:
    assert (await http.speak(b"GET /health/live HTTP/1.0\r\n\r\n")).split()[1] == b"200"
    assert (await http.speak(b"GET /health/live HTTP/1.0\r\nHost: a b\r\n\r\n")).split()[1] == b"400"
