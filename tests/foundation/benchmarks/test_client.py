"""The client that prepares measurements."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.benchmarks.load import client
from tests.benchmarks.load.client import MORE_ATTEMPTS, UnexpectedAnswer, ask

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}'
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
REFUSAL = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"


@asynccontextmanager
async def server(*answers: bytes) -> AsyncIterator[int]:
    """Gives each connection the next of the answers. Yields its port."""
    left = list(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1024)
        writer.write(left.pop(0))
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAUSE_SECONDS", 0)


async def test_an_answer_is_a_document() -> None:
    async with server(OK) as port:
        assert await ask(port, b"GET / HTTP/1.1\r\n\r\n") == {"a": 1}


async def test_a_busy_server_is_asked_again() -> None:
    async with server(BUSY, BUSY, OK) as port:
        assert await ask(port, b"GET / HTTP/1.1\r\n\r\n") == {"a": 1}


async def test_a_server_that_stays_busy_is_given_up() -> None:
    async with server(*[BUSY] * (1 + MORE_ATTEMPTS), OK) as port:
        with pytest.raises(UnexpectedAnswer, match="503"):
            await ask(port, b"GET / HTTP/1.1\r\n\r\n")


async def test_a_refusal_is_shown_with_its_body_and_is_final() -> None:
    async with server(REFUSAL, OK) as port:
        with pytest.raises(UnexpectedAnswer, match="GET /: 401 no"):
            await ask(port, b"GET / HTTP/1.1\r\n\r\n")


async def test_a_connection_that_is_closed_is_no_answer() -> None:
    async with server(OK[:10]) as port:
        with pytest.raises(UnexpectedAnswer, match="closed"):
            await ask(port, b"GET / HTTP/1.1\r\n\r\n")
