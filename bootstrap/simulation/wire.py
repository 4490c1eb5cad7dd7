"""HTTP without sockets: the bytes of a request go straight into the server's protocol."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextvars import Context
from typing import Any

import attrs

from bootstrap.simulation.process import SimulatedProcess, enter

TIMEOUT_SECONDS = 30.0


class NoAnswer(Exception):
    """The request or its answer was lost: it may have had its effect, or not."""


@attrs.frozen
class Answer:
    """The answer to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes = attrs.field(repr=False)

    @property
    def json(self) -> Any:
        """The body as JSON, ``None`` if it is empty."""
        return json.loads(self.body) if self.body else None


class _NoSocket:
    """Takes the options that servers set on the sockets of their connections."""

    family = None

    def setsockopt(self, *_option: object) -> None:
        """Does nothing."""


class _Wire(asyncio.Transport):
    """The server's end of a connection. It is closed by the server, after its one answer."""

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: asyncio.Protocol, address: str) -> None:
        super().__init__({"peername": (address, 50_000), "socket": _NoSocket()})
        self._loop = loop
        self._protocol = protocol
        self._written: list[bytes] = []
        self.closed: asyncio.Future[bytes] = loop.create_future()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Keeps what the server writes."""
        self._written.append(bytes(data))

    def is_closing(self) -> bool:
        """Returns whether the connection is over."""
        return self.closed.done()

    def close(self) -> None:
        """Ends the connection."""
        if not self.closed.done():
            self.closed.set_result(b"".join(self._written))
            self._loop.call_soon(self._protocol.connection_lost, None)

    def abort(self) -> None:
        """Ends the connection."""
        self.close()

    def pause_reading(self) -> None:
        """Does nothing: everything was received at once."""

    def resume_reading(self) -> None:
        """Does nothing."""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Does nothing: nothing waits to be written."""


async def exchange(
    server: Callable[[], asyncio.Protocol], process: SimulatedProcess, request: bytes, address: str
) -> Answer:
    """Sends a request to a server of a process, from a client address. Raises ``NoAnswer`` if the process ends or is
    silent for ``TIMEOUT_SECONDS``."""
    loop = asyncio.get_running_loop()
    context = Context()
    context.run(enter, process)
    protocol = context.run(server)
    wire = _Wire(loop, protocol, address)
    context.run(protocol.connection_made, wire)
    context.run(protocol.data_received, request)
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return _answer(await asyncio.shield(wire.closed))
    except TimeoutError:
        context.run(wire.close)
        raise NoAnswer from None


def request_bytes(method: str, path: str, headers: Mapping[str, str], body: object) -> bytes:
    """Returns a request in the format of HTTP/1.1 (RFC 9112), the last of its connection."""
    content = b"" if body is None else json.dumps(body).encode()
    lines = {"Host": "localhost", "Connection": "close", "Content-Length": str(len(content)), **headers}
    if body is not None:
        lines["Content-Type"] = "application/json"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + content


def _answer(received: bytes) -> Answer:
    """Raises ``NoAnswer`` for a connection that was closed without one."""
    if not received:
        raise NoAnswer
    head, _, body = received.partition(b"\r\n\r\n")
    status_line, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Answer(int(status_line.split(" ", 2)[1]), headers, body)
