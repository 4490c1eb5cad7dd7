"""The head of a request is bounded in all, and so is what a server holds of requests that are not whole."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import attrs
import pytest
from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from entrypoints.http.server import connections
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.head_framing import MAX_HEAD_BYTES, HeadFraming
from tests.entrypoints.http.client import Client
from tests.entrypoints.http.toy_app.service import Switch, small_service
from tests.support.eventually import TIMEOUT_SECONDS, eventually
from tests.system.process.load import hang_up

REQUEST = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
END = b"Connection: close\r\n\r\n"


def lines(count: int, size: int) -> bytes:
    """So many header lines of this size."""
    return b"".join(f"X-{number:06}: ".encode().ljust(size - 2, b"x") + b"\r\n" for number in range(count))


def padded(length: int, count: int = 8) -> bytes:
    """A whole head of exactly this length, with so many lines."""
    room = length - len(REQUEST) - len(END)
    size = room // count
    return REQUEST + lines(count - 1, size) + b"Y: ".ljust(room - size * (count - 1) - 2, b"y") + b"\r\n" + END


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def code(answer: bytes) -> str:
    return str(json.loads(answer.partition(b"\r\n\r\n")[2])["code"])


@pytest.mark.parametrize("count", [5, 100])
async def test_a_head_may_be_as_long_as_is_allowed_and_no_longer(http: Client, count: int) -> None:
    assert status(await http.speak(padded(MAX_HEAD_BYTES, count))) == 200
    too_long = await http.speak(padded(MAX_HEAD_BYTES + 1, count))
    assert (status(too_long), code(too_long)) == (431, "head_too_large")
    assert b"yyy" not in too_long


UNFINISHED = {
    "few long lines": REQUEST + lines(6, 8000),
    "many short lines": REQUEST + lines(2500, 16),
    "one line": REQUEST + b"X: " + b"x" * MAX_HEAD_BYTES,
    "a request line": b"GET /" + b"x" * MAX_HEAD_BYTES,
    "blanks": b"\r\n" * 3 + b" " * MAX_HEAD_BYTES,
}


@pytest.mark.parametrize("sent", UNFINISHED.values(), ids=UNFINISHED)
async def test_an_unfinished_head_is_refused_as_soon_as_it_is_too_long(http: Client, sent: bytes) -> None:
    assert status(await http.speak(sent)) == 431


async def test_a_large_head_in_pieces_is_refused(http: Client) -> None:
    sent = REQUEST + lines(400, 100)
    assert status(await http.speak(*(sent[at : at + 3000] for at in range(0, len(sent), 3000)))) == 431


async def test_a_large_head_behind_another_request_is_refused(http: Client) -> None:
    post = b"POST /customer/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"
    answers = await http.speak(REQUEST + b"\r\n" + post + REQUEST + lines(400, 100))
    assert re.findall(rb"HTTP/1\.[01] (\d+)", answers) == [b"200", b"400", b"431"]


async def test_a_client_that_sends_megabytes_still_reads_the_answer(http: Client) -> None:
    assert status(await http.speak(REQUEST + lines(1000, 1000))) == 431


async def test_several_requests_at_once_are_answered_in_order(http: Client) -> None:
    answers = await http.speak((REQUEST + b"\r\n") * 300 + REQUEST + END)
    assert answers.count(b"HTTP/1.1 200") == 301


async def test_bytes_that_are_no_http_are_not_waited_for(http: Client) -> None:
    assert status(await http.speak(b"\x16\x03\x01\x02\x00\x01")) == 400


async def test_the_parser_is_given_no_head_that_is_not_whole(http: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bytes] = []
    plain = RequestHandler.data_received

    def received(handler: RequestHandler, data: bytes) -> None:
        given.append(data)
        plain(handler, data)

    monkeypatch.setattr(RequestHandler, "data_received", received)
    await http.speak(REQUEST, b"X: y\r\n", b"Z: y\r\n" + END[:-1], END[-1:])
    assert [part for part in given if part] == [REQUEST + b"X: y\r\nZ: y\r\n" + END]


def test_the_end_of_a_head_is_looked_for_in_what_is_new_alone() -> None:
    arrived, looked_at = HeadFraming(), 0

    class Counted(bytearray):
        def find(self, *sought: Any) -> int:
            nonlocal looked_at
            _wanted, start, *end = sought
            looked_at += (end[0] if end else len(self)) - start
            return super().find(*sought)

    arrived._bytes = Counted(b"x")
    for _byte in range(5000):
        arrived.add(b"x")
        assert arrived.head_length() is None
    assert 5000 < looked_at <= 5000 * 2 * 4


@pytest.mark.parametrize(
    ("data", "length"),
    [
        (b"a\r\n\r\n", 5),
        (b"a\n\n", 3),
        (b"a\n\r\n", 4),
        (b"a\n\nb\r\n\r\n", 3),
        (b"a\r\n\r\n\n", 5),
        (b"a\r\nb\n\n\r\n", 6),
        (b"a\r\n\r", None),
        (b"a", None),
    ],
)
def test_a_head_ends_with_its_first_blank_line(data: bytes, length: int | None) -> None:
    at_once, in_bytes = HeadFraming(), HeadFraming()
    at_once.add(data)
    lengths = []
    for byte in data:
        in_bytes.add(bytes([byte]))
        lengths.append(in_bytes.head_length())
    assert at_once.head_length() == length
    assert next(filter(None, lengths), None) == length


def test_bytes_are_taken_in_the_order_in_which_they_came() -> None:
    arrived = HeadFraming()
    arrived.add(b"abc")
    assert (arrived.take(1), len(arrived)) == (b"a", 2)
    arrived.add(b"de")
    assert (arrived.take(3), arrived.take(9), len(arrived)) == (b"bcd", b"e", 0)
    arrived.add(b"f")
    assert arrived.take(1) == b"f"


@attrs.frozen
class Place:
    port: int
    connections: Connections
    writers: list[asyncio.StreamWriter] = attrs.field(factory=list)

    async def say(self, part: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writers.append(writer)
        writer.write(part)
        await writer.drain()
        return reader, writer


Open = Callable[..., Awaitable[Place]]


@pytest.fixture
async def open_place() -> AsyncIterator[Open]:
    """Opens servers whose connections are bounded in some way."""
    runners: list[web.AppRunner] = []
    places: list[Place] = []

    async def opened(**bounds: Any) -> Place:
        service = attrs.evolve(small_service(Switch(), Timeouts(head=30)), connections=Connections(**bounds))
        runner = service.runner()
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        places.append(Place(runner.addresses[0][1], service.connections))
        return places[-1]

    yield opened
    await asyncio.gather(*(hang_up(writer) for place in places for writer in place.writers))
    for runner in runners:
        await runner.cleanup()


HALF = padded(MAX_HEAD_BYTES)[:-1]


def everybody(_address: str | None) -> str:
    return "somebody"


async def test_one_address_does_not_get_every_connection(open_place: Open) -> None:
    place = await open_place(max_per_address=2, owner_of=everybody)
    first, _second = await place.say(b"G"), await place.say(b"G")
    await eventually(lambda: holds(place.connections.count() == 2))
    third, _ = await place.say(b"")
    assert (await asyncio.wait_for(third.read(), TIMEOUT_SECONDS)).startswith(b"HTTP/1.0 503")
    first[1].close()
    await eventually(lambda: holds(place.connections.count() == 1))
    reader, _ = await place.say(REQUEST + END)
    assert (await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS)).startswith(b"HTTP/1.1 200")


async def test_a_proxy_may_have_as_many_as_there_are(open_place: Open) -> None:
    place = await open_place(max_per_address=2)
    for _ in range(5):
        await place.say(b"G")
    await eventually(lambda: holds(place.connections.count() == 5))


async def holds(fact: bool) -> bool:
    return fact


BOUNDS = [("MAX_UNFINISHED_BYTES", None), ("MAX_UNFINISHED_BYTES_PER_ADDRESS", "somebody")]
BODY = b"POST /customer/auth/login HTTP/1.1\r\nHost: x\r\nX-Source: customer\r\nContent-Type: application/json\r\n"
HALVES = {
    "heads": HALF,
    "bodies": BODY + b"Content-Length: 60000\r\n\r\n" + b"[" * 32000,
    "chunks": BODY + b"Transfer-Encoding: chunked\r\n\r\nea60\r\n" + b"[" * 32000,
}


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
@pytest.mark.parametrize(("bound", "owner"), BOUNDS)
async def test_unfinished_requests_are_bounded_in_sum(
    open_place: Open, monkeypatch: pytest.MonkeyPatch, bound: str, owner: str | None, half: bytes
) -> None:
    monkeypatch.setattr(connections, bound, 3 * MAX_HEAD_BYTES)
    place = await open_place(owner_of=lambda _address: owner)
    opened = [await place.say(half) for _ in range(6)]
    refused = asyncio.as_completed([reader.read() for reader, _ in opened])
    for answer in [await asyncio.wait_for(next(refused), TIMEOUT_SECONDS) for _ in range(3)]:
        assert status(answer) in {503, 408}
    reader, _ = await place.say(REQUEST + END)
    assert status(await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS)) == 200, "short requests are never in the way"


async def test_held_bytes_are_given_back_when_a_connection_ends(
    open_place: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MAX_UNFINISHED_BYTES", MAX_HEAD_BYTES)
    place = await open_place()
    for _time in range(5):
        reader, writer = await place.say(HALF + b"\n")
        assert status(await asyncio.wait_for(reader.read(), TIMEOUT_SECONDS)) == 200
        writer.close()
        _, writer = await place.say(HALF)
        writer.close()
        await eventually(lambda: holds(place.connections.count() == 0))
