"""The load generator, before servers that answer well, badly and not at all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import repeat

import pytest

from tests.benchmarks.load import generator
from tests.benchmarks.load.connections import Connection, connect
from tests.benchmarks.load.flows import Series
from tests.benchmarks.load.generator import LoadResult, connected, drive
from tests.benchmarks.load.recorder import Recorder

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
SHORT = 0.02


@asynccontextmanager
async def server(*parts: bytes) -> AsyncIterator[int]:
    """Answers each request with these parts, one after the other; without any it closes the connection. Yields its
    port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1024) and parts:
            for part in parts:
                writer.write(part)
                await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def is_empty(document: object) -> bool:
    return document == []


async def driven(port: int, *, connections: int = 1) -> LoadResult:
    request = repeat(b"GET / HTTP/1.1\r\n\r\n")
    flows = [Series(request, status=200, check=is_empty) for _ in range(connections)]
    async with connected(port, flows) as opened:
        return await drive(opened, SHORT)


async def test_every_answer_is_counted_with_its_latency() -> None:
    async with server(OK) as port:
        load = await driven(port, connections=3)
    assert not load.faults
    assert len(load.latencies) > 3
    assert all(0 < seconds <= load.seconds for seconds in load.latencies)
    assert load.seconds >= SHORT


class RecordingTransport(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written.append(bytes(data))

    def is_closing(self) -> bool:
        return False


async def test_an_answer_may_come_in_parts() -> None:
    transport, recorder = RecordingTransport(), Recorder()
    connection = Connection(Series(repeat(b"request"), status=200, check=is_empty))
    connection.connection_made(transport)
    running = asyncio.ensure_future(connection.run_until(0.0, recorder))
    await asyncio.sleep(0)
    for part in (OK[:3], OK[3:20], OK[20:]):
        assert not recorder.latencies
        connection.data_received(part)
    await running
    assert (len(recorder.latencies), recorder.faults, transport.written) == (1, {}, [b"request"])


async def test_other_statuses_are_faults_and_no_answers() -> None:
    async with server(BUSY) as port:
        load = await driven(port)
    assert not load.latencies
    assert load.faults["status 503"] > 1


async def test_the_background_is_recorded_by_its_faults_alone() -> None:
    async with server(OK) as good, server(BUSY) as busy:
        in_front = await connect(good, Series(repeat(b"request"), status=200, check=is_empty))
        behind = [
            await connect(port, Series(repeat(b"request"), status=200, check=is_empty, is_background=True))
            for port in (good, busy)
        ]
        alone = await drive([behind[0]], SHORT)
        together = await drive([in_front, *behind], SHORT)
        for connection in (in_front, *behind):
            connection.close()
    assert (len(alone.latencies), alone.faults) == (0, {})
    assert together.latencies
    assert set(together.faults) == {"status 503"}


async def test_a_connection_that_is_closed_is_a_fault_and_ends() -> None:
    async with server() as port:
        load = await driven(port, connections=2)
    assert load.faults == {"connection closed": 2}


async def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator, "ANSWER_TIMEOUT_SECONDS", SHORT)
    async with server(OK[:20]) as port:
        load = await driven(port, connections=2)
    assert load.faults == {"no answer": 2}
