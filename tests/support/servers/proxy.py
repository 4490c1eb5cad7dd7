"""A TCP proxy between a client and its server, whose connections can be delayed, slowed, cut, reset or fall silent."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from sqlalchemy import make_url

from tests.support.servers import postgresql, valkey
from tests.support.servers.ports import free_port

CHUNK = 65536
DRIPS = 10
"""Pieces of an answer in a second that is slowed."""
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """Hands bytes on, from ``port`` to wherever ``connect`` leads, until it is told otherwise."""

    def __init__(self, connect: Callable[[], Awaitable[Streams]]) -> None:
        self._connect = connect
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._losing = False
        self._forgotten = 0
        self._was_asked = False
        self.latency_seconds = 0.0
        self._bytes_a_second: int | None = None
        self._bytes_left: int | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._clients: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = free_port()

    async def mend(self) -> None:
        """Listens, at the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """Nobody is there any more."""
        assert self._server is not None
        self._server.close()
        await self.reset()

    async def reset(self) -> None:
        """Ends every connection of this moment with a TCP reset; new ones are served."""
        for writer in self._writers:
            _reset(writer)
        self._writers.clear()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def lead_to(self, connect: Callable[[], Awaitable[Streams]]) -> None:
        """Leads elsewhere from now on; connections of before are reset."""
        self._connect = connect
        await self.reset()

    def cut_after(self, size: int) -> None:
        """Resets the connection whose answer brings the next ``size`` bytes to their end, in the middle of it."""
        self._bytes_left = size

    def drip(self, bytes_a_second: int | None) -> None:
        """Hands answers on at this rate; ``None`` as fast as they come."""
        self._bytes_a_second = bytes_a_second

    def lose_the_next_answer(self) -> None:
        """The server does what it is told, and the connection ends before it can say so."""
        self._losing = True

    def forget(self) -> None:
        """What is sent over the connections of this moment gets lost, as on a firewall that forgot them; new ones are
        served."""
        self._forgotten += 1

    def silence(self) -> None:
        """Takes everything and answers nothing."""
        self._flowing.clear()

    async def is_asked(self) -> bool:
        """Whether somebody has connected."""
        return self._was_asked

    def speak(self) -> None:
        self._flowing.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._was_asked = True
        await self._flowing.wait()
        upstream, downstream = await self._connect()
        self._clients.add(writer)
        for source, target in ((upstream, writer), (reader, downstream)):
            self._writers.add(target)
            task = asyncio.create_task(self._hand_on(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _hand_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        made = self._forgotten
        with suppress(OSError):
            while data := await source.read(CHUNK):
                await asyncio.sleep(self.latency_seconds)
                await self._flowing.wait()
                if self._forgotten > made:
                    continue
                if target in self._clients and not await self._answer(target, data):
                    break
                if target not in self._clients:
                    target.write(data)
                    await target.drain()
        if self._forgotten == made:
            target.close()

    async def _answer(self, client: asyncio.StreamWriter, data: bytes) -> bool:
        """Whether the answer may go on."""
        if self._losing:
            self._losing = False
            return False
        whole = len(data)
        if self._bytes_left is not None:
            data = data[: self._bytes_left]
            self._bytes_left -= len(data)
        for piece in self._pieces(data):
            client.write(piece)
            await client.drain()
            if self._bytes_a_second is not None:
                await asyncio.sleep(len(piece) / self._bytes_a_second)
        if len(data) < whole:
            self._bytes_left = None
            _reset(client)
        return len(data) == whole

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        size = max(1, (self._bytes_a_second or len(data) * DRIPS) // DRIPS)
        return (data[begin : begin + size] for begin in range(0, len(data), size))


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ends a connection by a TCP reset, as a server does that has died."""
    raw = writer.get_extra_info("socket")
    if raw is not None and raw.family != socket.AF_UNIX and raw.fileno() >= 0:
        with suppress(OSError):  # it has ended by itself
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@asynccontextmanager
async def proxy_to(connect: Callable[[], Awaitable[Streams]]) -> AsyncIterator[Proxy]:
    proxy = Proxy(connect)
    await proxy.mend()
    try:
        yield proxy
    finally:
        proxy.speak()
        await proxy.cut()


async def to_postgresql() -> Streams:
    url = make_url(postgresql.server_url())
    folder = url.query.get("host")
    if folder is not None:
        return await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{url.port or 5432}")
    return await asyncio.open_connection(url.host, url.port or 5432)


async def to_valkey() -> Streams:
    parts = urlsplit(valkey.server_url())
    return await asyncio.open_connection(parts.hostname, parts.port or 6379)
