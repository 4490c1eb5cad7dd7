"""Whoever is slow, or only pretends to be there, is cut; whoever merely has nothing to ask is not."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import attrs
import pytest
from aiohttp import web

from entrypoints.http.kit.body import BodyReader
from entrypoints.http.server.connections import Connections, Timeouts
from tests.entrypoints.http.toy_app.service import Switch, small_service
from tests.support.eventually import TIMEOUT_SECONDS, eventually

LIVE = b"GET /health/live HTTP/1.1\r\nHost: x\r\n"
HEAD = 0.3
MOST = 3


@attrs.frozen
class Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def answer(self) -> tuple[int, dict[str, object]]:
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), TIMEOUT_SECONDS)).lower()
        length = int(head.partition(b"content-length: ")[2].split()[0])
        return int(head.split()[1]), json.loads(await self.reader.readexactly(length))

    async def is_cut(self) -> bool:
        """Whether nothing more comes, and the end does."""
        with suppress(ConnectionError):
            return await asyncio.wait_for(self.reader.read(), TIMEOUT_SECONDS) == b""
        return True


@attrs.frozen
class Place:
    host: str
    port: int
    connections: Connections

    @asynccontextmanager
    async def line(self, first: bytes = b"") -> AsyncIterator[Line]:
        """``first`` is sent before the server may notice the connection, so it cannot be late."""
        dialled = socket.create_connection((self.host, self.port))
        dialled.sendall(first)
        line = Line(*await asyncio.open_connection(sock=dialled))
        try:
            yield line
        finally:
            line.writer.close()
            with suppress(ConnectionError):
                await line.writer.wait_closed()

    async def is_empty(self) -> bool:
        return self.connections.count() == 0


@asynccontextmanager
async def served(timeouts: Timeouts) -> AsyncIterator[Place]:
    service = small_service(Switch(), timeouts, MOST)
    runner = service.runner()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    yield Place(host, port, service.connections)
    await runner.cleanup()


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    """Where nobody is very patient."""
    async with served(Timeouts(head=HEAD, idle=30, unread=HEAD)) as found:
        yield found


@pytest.fixture
async def patient_place() -> AsyncIterator[Place]:
    """Where nobody is cut for being slow."""
    async with served(Timeouts(head=TIMEOUT_SECONDS)) as found:
        yield found


async def test_half_a_head_is_given_up_and_its_sender_told(place: Place) -> None:
    async with place.line() as line:
        line.writer.write(LIVE)
        status, problem = await line.answer()
        assert (status, problem["code"]) == (408, "body_timeout")
        assert await line.is_cut()


async def test_a_head_that_comes_byte_by_byte_has_no_more_time(place: Place) -> None:
    async with place.line() as line:

        async def goes_on() -> None:
            with suppress(ConnectionError):
                while True:
                    line.writer.write(b"X: y\r\n")
                    await asyncio.sleep(HEAD / 10)

        line.writer.write(LIVE)
        going = asyncio.create_task(goes_on())
        assert (await line.answer())[0] == 408
        going.cancel()
        await asyncio.wait([going])


async def test_a_client_that_sends_nothing_at_all_is_cut_without_an_answer(place: Place) -> None:
    async with place.line() as line:
        assert await line.is_cut()


async def test_an_idle_connection_is_waited_for(place: Place) -> None:
    async with place.line(LIVE + b"\r\n") as line:
        assert (await line.answer())[0] == 200
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(line.reader.read(1), HEAD * 2)
        line.writer.write(LIVE + b"\r\n")
        assert (await line.answer())[0] == 200
        line.writer.write(LIVE)
        assert (await line.answer())[0] == 408


async def test_half_a_head_behind_a_request_is_given_up_as_any_other(place: Place) -> None:
    async with place.line(LIVE + b"\r\n" + LIVE) as line:
        assert (await line.answer())[0] == 200
        assert (await line.answer())[0] == 408
        assert await line.is_cut()


async def test_a_client_that_reads_nothing_of_an_answer_is_cut(place: Place) -> None:
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        deaf.setblocking(False)
        await asyncio.get_running_loop().sock_connect(deaf, (place.host, place.port))
        deaf.send(LIVE.replace(b"/health/live", b"/docs/swagger-ui-bundle.js") + b"\r\n")
        await eventually(lambda: holds(place.connections.count() == 1))
        await eventually(place.is_empty)


async def holds(fact: bool) -> bool:
    return fact


async def test_a_connection_too_many_is_refused_in_order(patient_place: Place) -> None:
    async with patient_place.line() as first, patient_place.line(), patient_place.line():
        await eventually(lambda: holds(patient_place.connections.count() == MOST))
        async with patient_place.line() as another:
            status, problem = await another.answer()
            assert (status, problem["code"]) == (503, "service_unavailable")
            assert await another.is_cut()
        first.writer.write(LIVE + b"\r\n")
        assert (await first.answer())[0] == 200
    await eventually(patient_place.is_empty)
    async with patient_place.line() as next_one:
        next_one.writer.write(LIVE + b"\r\n")
        assert (await next_one.answer())[0] == 200


def test_nobody_waits_longer_for_a_client_than_half_a_minute() -> None:
    timeouts = Timeouts()
    assert max(timeouts.head, timeouts.unread, BodyReader().timeout) <= 30
    assert timeouts.idle > 60, "proxies keep their connections as long as this"
