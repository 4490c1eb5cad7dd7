"""Answers that are written with one call differ in no byte from those that aiohttp writes."""

import asyncio
import re
import socket

import pytest
from aiohttp import web

from entrypoints.http.server import protocol
from entrypoints.http.server.whole_answers import whole_body
from tests.entrypoints.http.client import Client

FLOOD = 40_000
"""Requests whose answers, some 20 MB, no buffers of the system hold."""
LAST = b"Connection: close\r\n"
CUSTOMER = b"X-Source: customer\r\nAuthorization: Bearer good-customer\r\nX-Request-ID: r1\r\n"
LOGIN = b'{"email":"ada@example.org","password":"secret","refresh_in":"cookie"}'


def request(line: str, headers: bytes = CUSTOMER, body: bytes = b"") -> bytes:
    length = b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body) if body else b""
    return line.encode() + b"\r\nHost: x\r\n" + headers + length + b"\r\n" + body


SENT = {
    "an answer": request("GET /customer/me HTTP/1.1", CUSTOMER + LAST),
    "one after the other": request("GET /customer/me HTTP/1.1") + request("GET /health/live HTTP/1.1", LAST + CUSTOMER),
    "a body": request("POST /customer/auth/login HTTP/1.1", CUSTOMER + LAST, LOGIN),
    "no body": request("DELETE /customer/me/sessions/6f1c2a3e-7d5b-4e8a-9c0d-1b2a3c4d5e6f HTTP/1.1", CUSTOMER + LAST),
    "a head alone": request("HEAD /health/live HTTP/1.1", CUSTOMER + LAST),
    "the version before": request("GET /health/live HTTP/1.0"),
    "the version before, kept": request("GET /health/live HTTP/1.0", CUSTOMER + b"Connection: keep-alive\r\n")
    + request("GET /health/live HTTP/1.0"),
    "a problem": request("GET /customer/nowhere HTTP/1.1", CUSTOMER + LAST),
    "a preflight": request(
        "OPTIONS /customer/me HTTP/1.1", LAST + b"Origin: https://a.example\r\nAccess-Control-Request-Method: GET\r\n"
    ),
    "no source": request("GET /customer/me HTTP/1.1", LAST + b"X-Request-ID: r1\r\n"),
}


def without_moment(answer: bytes) -> bytes:
    return re.sub(rb"(?m)^(Date|X-Request-ID): .*$", rb"\1", answer)


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
async def test_an_answer_is_the_one_that_aiohttp_writes(
    http: Client, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    at_once = await http.speak(sent)
    monkeypatch.setattr(protocol, "whole_body", lambda _request, _answer: None)
    assert without_moment(at_once) == without_moment(await http.speak(sent))


async def test_usual_answers_are_written_at_once(http: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[bytes | None] = []

    def noted(request: web.BaseRequest, answer: web.StreamResponse) -> bytes | None:
        found.append(whole_body(request, answer))
        return found[-1]

    monkeypatch.setattr(protocol, "whole_body", noted)
    await http.send("GET", "/customer/me")
    await http.send("GET", "/customer/nowhere")
    assert all(found)
    assert len(found) == 2


async def test_a_client_that_reads_nothing_is_answered_no_longer_when_its_buffers_are_full(
    http: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = 0

    def counted(request: web.BaseRequest, answer: web.StreamResponse) -> bytes | None:
        nonlocal answered
        answered += request.path == "/health/live"
        return whole_body(request, answer)

    monkeypatch.setattr(protocol, "whole_body", counted)
    loop = asyncio.get_running_loop()
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.setblocking(False)
        await loop.sock_connect(client, (http.raw.host, http.raw.port))
        flood = asyncio.create_task(loop.sock_sendall(client, request("GET /health/live HTTP/1.1", b"") * FLOOD))
        before = -1
        while answered != before:
            before = answered
            for _other in range(20):
                await http.send("GET", "/customer/me")
        flood.cancel()
        await asyncio.wait([flood])
    assert 0 < answered < FLOOD
