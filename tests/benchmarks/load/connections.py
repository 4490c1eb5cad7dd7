"""Connections that send a request, wait for its answer and send the next."""

import asyncio
from time import perf_counter
from typing import cast

from tests.benchmarks.load.flows import Flow
from tests.benchmarks.load.recorder import Recorder
from tests.benchmarks.load.requests import HOST
from tests.benchmarks.load.responses import MalformedResponse, parse_response


class Connection(asyncio.Protocol):
    """A connection that is kept alive, with one request in flight at most."""

    def __init__(self, flow: Flow) -> None:
        self.is_background = flow.is_background
        self._flow = flow
        self._recorder = Recorder()
        self._part = b""
        self._sent_at = self._deadline = 0.0
        self._done = asyncio.get_running_loop().create_future()
        self._done.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class does not say so

    async def run_until(self, deadline: float, recorder: Recorder) -> None:
        """Sends requests until the deadline, and returns when the last one is answered."""
        self._deadline = deadline
        self._recorder = recorder
        self._done = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            self._fail("connection closed")
        else:
            self._send()
        await self._done

    def abandon(self) -> None:
        """Gives up the request in flight, if there is one."""
        if not self._done.done():
            self._fail("no answer")

    def close(self) -> None:
        """Closes the connection."""
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        if self._part:
            data = self._part + data
        try:
            response = parse_response(data)
        except MalformedResponse:
            self._fail("malformed response")
            return
        if response is None:
            self._part = data
            return
        self._part = b""
        now = perf_counter()
        self._recorder.add(now - self._sent_at, self._flow.fault(response))
        if now < self._deadline:
            self._send()
        else:
            self._done.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._done.done():
            self._fail("connection closed")

    def _send(self) -> None:
        request = self._flow.request()
        self._sent_at = perf_counter()
        self._transport.write(request)

    def _fail(self, fault: str) -> None:
        self._recorder.add(0.0, fault)
        self._done.set_result(None)
        self._transport.abort()


async def connect(port: int, flow: Flow) -> Connection:
    """Opens the connection of a flow."""
    _transport, connection = await asyncio.get_running_loop().create_connection(lambda: Connection(flow), HOST, port)
    return connection
