"""The proxy that faults are injected with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.servers.proxy import Proxy, Streams, proxy_to

ANSWER = b"0123456789" * 10


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.read(100):
        writer.write(ANSWER)
    writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with proxy_to(lambda: asyncio.open_connection("127.0.0.1", port)) as proxy:
            yield proxy


@asynccontextmanager
async def connected(proxy: Proxy) -> AsyncIterator[Streams]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def asked(streams: Streams, size: int = len(ANSWER)) -> float:
    """Seconds until so much of an answer has come."""
    began = asyncio.get_running_loop().time()
    streams[1].write(b"?")
    assert await streams[0].readexactly(size) == ANSWER[:size]
    return asyncio.get_running_loop().time() - began


async def test_latency_is_added_to_question_and_answer(proxy: Proxy) -> None:
    async with connected(proxy) as streams:
        await asked(streams)
        proxy.latency_seconds = 0.1
        assert await asked(streams) >= 0.19


async def test_a_reset_ends_a_connection_and_the_next_one_is_served(proxy: Proxy) -> None:
    async with connected(proxy) as streams, connected(proxy) as others:
        await asked(streams)
        await asked(others)
        await proxy.reset()
        for reader, _writer in (streams, others):
            with pytest.raises(ConnectionResetError):
                await reader.read()
    async with connected(proxy) as streams:
        await asked(streams)


async def test_an_answer_is_cut_after_so_many_bytes_once(proxy: Proxy) -> None:
    async with connected(proxy) as streams:
        await asked(streams)
        proxy.cut_after(130)
        await asked(streams)
        await asked(streams, 30)
        with pytest.raises(ConnectionResetError):
            await streams[0].readexactly(1)
    async with connected(proxy) as streams:
        await asked(streams)


async def test_a_slow_answer_comes_in_pieces(proxy: Proxy) -> None:
    async with connected(proxy) as streams:
        await asked(streams)
        proxy.drip(500)
        assert await asked(streams) >= 0.08
        proxy.drip(None)
        await asked(streams)


async def test_questions_over_a_connection_that_was_forgotten_get_lost_and_new_ones_are_answered(proxy: Proxy) -> None:
    async with connected(proxy) as streams:
        await asked(streams)
        proxy.forget()
        streams[1].write(b"?")
        async with connected(proxy) as others:
            await asked(others)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(streams[0].read(1), 0.05)
