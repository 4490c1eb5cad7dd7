"""A connection: aiohttp's, which answers malformed requests with problem documents, and waits for nobody for ever."""

import asyncio
import logging
import socket
from collections.abc import Mapping
from typing import Final

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader
from aiohttp.web_protocol import RequestHandler, _ErrInfo

from domain.shared_kernel.errors import BaseAppException, ServiceUnavailableException
from entrypoints.http.kit.body import MAX_BODY
from entrypoints.http.kit.protocol_errors import BodyTimeout, HeadTooLarge, InternalError, MalformedRequest
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.early_errors import EarlyErrors
from entrypoints.http.server.heads import MAX_HEAD, HeadFraming

_SLOW, _LONG, _FULL = 408, 431, 503
_REFUSED: Final[Mapping[int, type[BaseAppException]]] = {
    400: MalformedRequest,
    _SLOW: BodyTimeout,
    _LONG: HeadTooLarge,
    _FULL: ServiceUnavailableException,
}
_ENDLESS: Final = 2**62
_PIECE: Final = 4 * 1024
"""Bytes of chunks that the parser is given at once, and that may be spent on their frames beyond as much as they hold:
it takes as long for a chunk of one byte as for one of thousands, and nobody else is served meanwhile."""
_UNREAD: Final = getattr(socket, "TCP_USER_TIMEOUT", None)
_logger = logging.getLogger("cortex.http")


class ProblemProtocol(RequestHandler):
    """The parser is given one request at a time: its head as a whole, once it has come, and its body as it comes.
    ``_timer`` runs while the head of a request is awaited that has begun, or the first one."""

    __slots__ = (
        "_arrived",
        "_body",
        "_body_left",
        "_body_length",
        "_connections",
        "_has_begun",
        "_is_asked",
        "_is_chunked",
        "_is_deaf",
        "_is_last",
        "_refusals",
        "_timeouts",
        "_timer",
    )

    def __init__(
        self, refusals: EarlyErrors, connections: Connections, timeouts: Timeouts, server: web.Server, **options: object
    ) -> None:
        super().__init__(server, **options)  # type: ignore[arg-type]  # as web.Server passes them
        self._refusals = refusals
        self._connections = connections
        self._timeouts = timeouts
        self._timer: asyncio.TimerHandle | None = None
        self._arrived = HeadFraming()
        self._body: StreamReader = EMPTY_PAYLOAD
        self._body_left = 0
        """Bytes of the present body that are still to come; ``_ENDLESS`` where it comes in chunks."""
        self._body_length = 0
        """Bytes that have come of it."""
        self._has_begun = False
        self._is_asked = False
        """Whether there is a request without an answer."""
        self._is_chunked = False
        """Whether the present body comes in chunks."""
        self._is_last = False
        """Whether the present request is the last of this connection."""
        self._is_deaf = False
        """Whether nothing that comes is read any more."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if not self._connections.enter(self, _address(transport)):
            self._refuse(_FULL)
        if _UNREAD is not None:  # the system ends it, also where the client has vanished
            wire = transport.get_extra_info("socket")
            wire.setsockopt(socket.IPPROTO_TCP, _UNREAD, int(self._timeouts.unread * 1000))
        self._wait(self._timeouts.head)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._wait(None)
        super().connection_lost(exc)
        self._connections.leave(self)

    def data_received(self, data: bytes) -> None:
        """Without data the parser goes on with what it was given."""
        if self._is_deaf:
            return
        if data:
            self._arrived.add(data)
        else:
            super().data_received(data)
        self._read_on()

    def _read_on(self) -> None:
        while not self._is_deaf and (part := self._next_part()):
            self._hand_on(part)
        if self._is_deaf:
            self._arrived = HeadFraming()
        self._keep_within_bounds()
        self._keep_time()
        if self._is_asked and len(self._arrived) > MAX_HEAD:
            self._pause_transport_reading()
        else:
            self._resume_transport_reading()

    def _next_part(self) -> bytes:
        """What the parser may have now. Nothing of the next request before this one is answered."""
        if self._body_left:
            return self._arrived.take(min(self._body_left, _PIECE) if self._is_chunked else self._body_left)
        if self._is_asked:
            return b""
        end = self._arrived.head_length()
        if (end or len(self._arrived)) > MAX_HEAD:
            self._refuse(_LONG)
            return b""
        return self._arrived.take(end) if end else b""

    def _hand_on(self, part: bytes) -> None:
        before, in_body = self._request_count, bool(self._body_left)
        super().data_received(part)
        is_new = self._request_count != before
        if not in_body and is_new:
            self._begin(*self._messages[-1])
        elif in_body:
            self._body_left -= len(part)
            self._body_length += len(part)
            self._is_last = self._is_last or is_new
            self._is_deaf = is_new or (self._is_chunked and self._body.total_bytes > MAX_BODY)
            self._refuse_tiny_chunks()
        if in_body and is_new and not self._body.is_eof():  # chunks that are none
            self._messages.pop()
            self._body.set_exception(MalformedRequest())

    def _refuse_tiny_chunks(self) -> None:
        """Reads no more of a body that has come with more frames than content."""
        if not self._is_chunked or self._body.is_eof() or self._body_length <= 2 * self._body.total_bytes + _PIECE:
            return
        self._is_deaf = True
        if self._is_asked:
            self._body.set_exception(MalformedRequest())

    def _begin(self, message: RawRequestMessage | _ErrInfo, body: StreamReader) -> None:
        self._is_asked = True
        if isinstance(message, _ErrInfo):
            self._is_deaf = True
            return
        self._body, self._body_length = body, 0
        self._is_chunked = message.chunked
        self._is_last = message.chunked or message.upgrade  # who knows what comes behind these
        length = int(message.headers.get("Content-Length", 0))
        self._body_left = _ENDLESS if message.chunked else length
        self._is_deaf = message.upgrade and not self._body_left

    def _keep_within_bounds(self) -> None:
        """Turns away whoever holds more than there is room for."""
        if self._connections.hold(self, len(self._arrived) + self._body_length):
            return
        if not self._is_asked:
            self._refuse(_FULL)
        elif not self._body.is_eof():
            self._body.set_exception(ServiceUnavailableException())
        self._is_deaf = self._is_last = True
        self._arrived = HeadFraming()

    def _keep_time(self) -> None:
        if self._is_asked:
            self._wait(None)
            self._has_begun = False
        elif self._arrived and not self._has_begun:
            self._has_begun = True
            if self._timer is None:
                self._wait(self._timeouts.head)

    def _resume_transport_reading(self) -> None:
        """aiohttp does so when it has room; there must be room here too."""
        if not self._is_asked or len(self._arrived) <= MAX_HEAD:
            super()._resume_transport_reading()

    def retire(self) -> None:
        if self._is_waiting and not self._has_begun:
            self._wait(self._timeouts.last_word)

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        if self._connections.is_closing or self._is_last:
            resp.force_close()
        finished = await super().finish_response(request, resp, start_time)
        self._is_asked = False
        self._body_length = 0
        if self._body.exception() is not None:  # it was answered; aiohttp, which reads the rest, would log it once more
            self._body.set_exception(None)  # type: ignore[arg-type]  # as when it was made
        self._loop.call_soon(self._read_on)
        return finished

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        if refused := _REFUSED.get(status):
            return self._refusals.answer(request, refused())
        _logger.error("an error outside of every route was answered with 500", exc_info=exc)
        return self._refusals.answer(request, InternalError())

    @property
    def _is_waiting(self) -> bool:
        """Whether there is no request to answer."""
        return self._waiter is not None and not self._waiter.done()

    def _wait(self, seconds: float | None) -> None:
        """Gives up after so long; ``None`` waits on."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self._loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        """Whoever has begun is told, others are left."""
        self._timer = None
        if not self._is_waiting:
            return
        if self._has_begun:
            self._refuse(_SLOW)
        else:
            self.force_close()

    def _refuse(self, status: int) -> None:
        """As if something had been sent that is answered so. The rest of what is too long is let come for a moment and
        not read: closing at once would take the answer away from whoever still sends."""
        self._is_asked = self._is_deaf = True
        rest = StreamReader(self, MAX_HEAD, loop=self._loop) if status == _LONG else EMPTY_PAYLOAD
        self._messages.append((_ErrInfo(status, ConnectionError(), ""), rest))
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _address(transport: asyncio.BaseTransport) -> str | None:
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) else None
