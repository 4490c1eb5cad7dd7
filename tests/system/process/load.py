"""Clients as proxies are: they keep connections, and open others when those are closed. A request that was sent as a
whole and gets no answer is lost."""

import asyncio
import json
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

import attrs

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
READING = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
TIMEOUT_SECONDS = 60.0
A_WHILE = 0.05


def posting(path: str, body: dict[str, str]) -> bytes:
    sent = json.dumps(body).encode()
    return (
        f"POST /customer{path} HTTP/1.1\r\nHost: x\r\nX-Source: customer\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(sent)}\r\n\r\n".encode()
        + sent
    )


@attrs.define
class RequestLoad:
    """Sends requests without end, until nobody lets it in."""

    origin: str
    answered: Counter[int] = attrs.field(factory=Counter)
    lost: int = 0
    is_over: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def send(self, *parts: bytes) -> None:
        """One after the other, each in these parts, with a while between them."""
        streams: Streams | None = None
        while True:
            try:
                streams = streams or await self._connect()
            except OSError:
                return
            streams = await self._ask(streams, parts)

    async def _connect(self) -> Streams:
        there = urlsplit(self.origin)
        return await asyncio.open_connection(there.hostname, there.port)

    async def _ask(self, streams: Streams, parts: tuple[bytes, ...]) -> Streams | None:
        """The connection, if it can be used again."""
        reader, writer = streams
        if reader.at_eof():
            await hang_up(writer)
            return None
        try:
            for number, part in enumerate(parts):
                await asyncio.sleep(A_WHILE if number else 0)
                writer.write(part)
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), TIMEOUT_SECONDS)
            await reader.readexactly(_length(head))
        except (OSError, asyncio.IncompleteReadError):
            self.lost += 1
            await hang_up(writer)
            return None
        self.answered[int(head.split()[1])] += 1
        if b"\r\nconnection: close\r\n" not in head.lower():
            return streams
        await hang_up(writer)
        return None


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"\r\ncontent-length: ")[2].split(b"\r\n")[0])


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
