"""Something that speaks the protocol of Redis, lets everybody in and refuses whatever it is asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_GREETINGS = {b"CLIENT", b"SELECT"}


@asynccontextmanager
async def refusing_redis(sentence: str) -> AsyncIterator[str]:
    """Its URL."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while words := await _read(reader):
            writer.write(b"+OK\r\n" if words[0].upper() in _GREETINGS else f"-{sentence}\r\n".encode())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    finally:
        server.close()


async def _read(reader: asyncio.StreamReader) -> list[bytes]:
    """The words of one command; none at the end."""
    head = await reader.readline()
    words = []
    for _ in range(int(head[1:] or 0)):
        size = int((await reader.readline())[1:])
        words.append((await reader.readexactly(size + 2))[:-2])
    return words
