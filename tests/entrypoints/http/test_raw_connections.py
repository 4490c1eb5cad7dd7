"""What is no HTTP, or hardly: refused without repeating it."""

import asyncio
import json
import logging

import pytest
from aiohttp.streams import StreamReader

from tests.entrypoints.http.client import Client
from tests.support.eventually import TIMEOUT_SECONDS

MARK = b"hunter2"
HEAD = b"POST /customer/auth/login HTTP/1.1\r\nHost: x\r\nX-Source: customer\r\nContent-Type: application/json\r\n"

NO_HTTP = {
    "no request line": MARK + b"\r\n\r\n",
    "binary": b"\x16\x03\x01" + MARK + b"\r\n\r\n",
    "a bad version": b"GET /" + MARK + b" HTTP/9.9\r\n\r\n",
    "a bad method": b"G@T /" + MARK + b" HTTP/1.1\r\n\r\n",
    "no address": b"CONNECT \r\n\r\n",
    "no address and no head": b"CONNECT \r\n\r\n1\r\nI: " + MARK + b"\r\n\r\n",
    "a long line": b"GET /" + MARK * 2000 + b" HTTP/1.1\r\n\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + MARK * 2000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: hunter2\r\n" * 500 + b"\r\n",
    "a NUL in a header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + MARK + b"\x00\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\n" + MARK + b"\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n" + MARK,
    "a bad length": HEAD + b"Content-Length: " + MARK + b"\r\n\r\n",
    "length and chunks": HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
}


def parts(answer: bytes) -> tuple[int, str, dict[str, object]]:
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode().lower(), json.loads(body)


@pytest.mark.parametrize("sent", NO_HTTP.values(), ids=NO_HTTP)
async def test_bytes_that_are_no_http_are_refused_and_not_repeated(http: Client, sent: bytes) -> None:
    answer = await http.speak(sent)
    status, head, problem = parts(answer)
    assert (status, problem["code"]) == (400, "malformed_request")
    assert "content-type: application/problem+json" in head
    assert "x-content-type-options: nosniff" in head
    assert f"x-request-id: {problem['request_id']}" in head
    assert MARK not in answer


@pytest.mark.parametrize("address", [b"/", b"/customer/me"])
@pytest.mark.parametrize("expectation", [b"hunter2", b"hunter2\xff", b"100-continue hunter2", b""])
async def test_an_unknown_expectation_is_refused_and_not_repeated(
    http: Client, address: bytes, expectation: bytes
) -> None:
    answer = await http.speak(b"GET " + address + b" HTTP/1.1\r\nHost: x\r\nExpect: " + expectation + b"\r\n\r\n")
    status, _, problem = parts(answer)
    assert (status, problem["code"], MARK in answer) == (417, "expectation_failed", False)


async def test_an_expectation_of_an_older_client_is_not_looked_at(http: Client) -> None:
    answer = await http.speak(b"GET /health/live HTTP/1.0\r\nHost: x\r\nExpect: hunter2\xff\r\n\r\n")
    assert parts(answer)[0] != 417


async def test_a_body_that_never_ends_is_given_up(hasty_http: Client) -> None:
    answer = await hasty_http.continue_with(HEAD + b"Content-Length: 100\r\n", b"{")
    status, head, problem = parts(answer)
    assert (status, problem["code"]) == (408, "body_timeout")
    assert "connection: close" in head


TARGETS = [
    b"GET * HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT x:80 HTTP/1.1",
    b"GET http://x/customer/me HTTP/1.1",
    b"GET //x//customer/me HTTP/1.1",
    b"GET /%ff%fe/%2e%2e/customer HTTP/1.1",
    b"GET /customer/../admin/users HTTP/1.1",
    b"GET /customer%2fme HTTP/1.1",
    b"GET /%63ustomer/me HTTP/1.1",
    b"GET /?%ff=\xff HTTP/1.1",
    b"GET /health/live HTTP/1.0",
    b"BREW /customer/me HTTP/1.1",
]


@pytest.mark.parametrize("line", TARGETS)
async def test_no_request_line_is_a_failure(http: Client, line: bytes) -> None:
    answer = await http.speak(line + b"\r\nHost: x\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n")
    assert answer.split()[1] in {b"200", b"400", b"401", b"404", b"405"}
    assert b"problem+json" in answer or b" 200 " in answer


CHUNKS = [b"hunter2\r\n", b"5\r\n{}\r\n0\r\n\r\n", b"-1\r\n", b"2\r\n{}hunter2\r\n"]


@pytest.mark.parametrize("chunks", CHUNKS)
async def test_broken_chunks_are_malformed(http: Client, chunks: bytes) -> None:
    answer = await http.speak(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    status, _, problem = parts(answer)
    assert (status, problem["code"], MARK in answer) == (400, "malformed_request", False)


async def test_chunks_that_break_after_the_answer_end_the_connection_and_are_no_fault(
    http: Client, caplog: pytest.LogCaptureFixture
) -> None:
    reader, writer = await asyncio.open_connection(http.raw.host, http.raw.port)
    writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
    answer = await asyncio.wait_for(reader.readuntil(b"}"), TIMEOUT_SECONDS)
    writer.write(b"hunter2\r\n")
    assert await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS) == b""
    writer.close()
    assert parts(answer)[0] == 404
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_broken_chunks_of_a_request_that_is_answered_without_them_are_no_fault(
    http: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await http.speak(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nhunter2\r\n")
    assert parts(answer)[0] == 404
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_chunks_that_break_while_the_service_waits_for_them_are_malformed(http: Client) -> None:
    answer = await http.continue_with(HEAD + b"Transfer-Encoding: chunked\r\n", b"2\r\n{}hunter2\r\n")
    status, _, problem = parts(answer)
    assert (status, problem["code"], MARK in answer) == (400, "malformed_request", False)


async def test_chunks_that_break_in_the_packet_that_ends_another_are_malformed_at_once(
    http: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: asyncio.Queue[str] = asyncio.Queue()
    wait = StreamReader._wait

    async def announced(reader: StreamReader, name: str) -> None:
        waits.put_nowait(name)
        await wait(reader, name)

    monkeypatch.setattr(StreamReader, "_wait", announced)
    reader, writer = await asyncio.open_connection(http.raw.host, http.raw.port)
    writer.write(HEAD + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n")
    await asyncio.wait_for(waits.get(), TIMEOUT_SECONDS)
    writer.write(b"5\r\n     ")
    await asyncio.wait_for(waits.get(), TIMEOUT_SECONDS)
    writer.write(b"\r\nhunter2\r\n")
    answer = await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS)
    writer.close()
    status, _, problem = parts(answer.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n"))
    assert (status, problem["code"], MARK in answer) == (400, "malformed_request", False)


def in_chunks(body: bytes, size: int) -> bytes:
    cut = [body[start : start + size] for start in range(0, len(body), size)]
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in cut)


async def test_a_short_body_may_come_byte_by_byte(http: Client) -> None:
    short = in_chunks(b"{" + b" " * 700 + b"}", 1) + b"0\r\n\r\n"
    assert parts(await http.speak(short))[0] not in {400, 413}


@pytest.mark.parametrize(("size", "status", "most"), [(1, 400, 2_000), (64, 413, 80_000)])
async def test_no_more_chunks_are_parsed_than_a_body_may_have(
    http: Client,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    *,
    size: int,
    status: int,
    most: int,
) -> None:
    parsed: list[bytes] = []
    feed = StreamReader.feed_data

    def feed_counted(reader: StreamReader, data: bytes, size: int = 0) -> bool:
        parsed.append(data)
        return feed(reader, data, size)

    monkeypatch.setattr(StreamReader, "feed_data", feed_counted)
    answer = await http.speak(in_chunks(b" " * 300_000, size))
    assert parts(answer)[0] == status
    assert sum(map(len, parsed)) < most
    assert "Unhandled exception" not in caplog.text


async def test_a_client_that_leaves_is_no_failure(http: Client, caplog: pytest.LogCaptureFixture) -> None:
    await http.leave(HEAD + b"Content-Length: 100\r\n\r\n{")
    assert (await http.send("GET", "/health/live")).status == 200
    assert "Traceback" not in caplog.text
