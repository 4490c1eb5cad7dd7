"""A client for single requests, which prepares what the load needs."""

import asyncio
import json
from typing import Any

from tests.benchmarks.load.requests import HOST
from tests.benchmarks.load.responses import Response, parse_response

CHUNK = 65536
BUSY = 503
MORE_ATTEMPTS = 5
PAUSE_SECONDS = 1.0
SHOWN = 300


class UnexpectedAnswer(Exception):
    """A request that prepares a measurement was refused."""


async def exchange(port: int, request: bytes) -> Response:
    """Sends a request over a connection of its own."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(request)
        data = b""
        while (response := parse_response(data)) is None:
            part = await reader.read(CHUNK)
            if not part:
                raise UnexpectedAnswer("the connection was closed")
            data += part
        return response
    finally:
        writer.close()


async def ask(port: int, request: bytes) -> Any:
    """Returns the JSON document that answers a request; a server that is busy is asked again. Raises
    ``UnexpectedAnswer`` unless the status is 200 at last."""
    response = await exchange(port, request)
    for _ in range(MORE_ATTEMPTS):
        if response.status != BUSY:
            break
        await asyncio.sleep(PAUSE_SECONDS)
        response = await exchange(port, request)
    if response.status != 200:
        raise UnexpectedAnswer(f"{_line(request)}: {response.status} {_text(response.body)}")
    return json.loads(response.body)


def _line(request: bytes) -> str:
    return _text(request.partition(b" HTTP")[0])


def _text(data: bytes) -> str:
    return data[:SHOWN].decode(errors="replace")
