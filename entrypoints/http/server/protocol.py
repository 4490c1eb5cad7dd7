"""The protocol of one connection: aiohttp's, with problem documents for malformed requests, and a timeout for every
wait.

One class although it is long: aiohttp's protocol is one, and these methods override it or share its state."""

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
from entrypoints.http.kit.protocol_errors import BodyTimeout, HeadTooLarge, InternalError, MalformedRequest
from entrypoints.http.server.body_framing import BodyFraming
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.early_errors import EarlyErrors
from entrypoints.http.server.head_framing import MAX_HEAD_BYTES, HeadFraming
from entrypoints.http.server.whole_answers import bytes_of, complete_head, whole_body

_MALFORMED, _REQUEST_TIMEOUT, _HEAD_TOO_LARGE, _UNAVAILABLE = 400, 408, 431, 503
_ERROR_BY_STATUS: Final[Mapping[int, type[BaseAppException]]] = {
    _MALFORMED: MalformedRequest,
    _REQUEST_TIMEOUT: BodyTimeout,
    _HEAD_TOO_LARGE: HeadTooLarge,
    _UNAVAILABLE: ServiceUnavailableException,
}
_TCP_USER_TIMEOUT: Final = getattr(socket, "TCP_USER_TIMEOUT", None)
_logger = logging.getLogger("cortex.http")


class ProblemProtocol(RequestHandler):
    """Feeds aiohttp's parser one request at a time: the head when it is complete, the body as it comes. ``_timer`` runs
    until the head of the first request, or of one that has begun, is complete."""

    __slots__ = (
        "_arrived",
        "_body",
        "_connections",
        "_early_errors",
        "_has_begun",
        "_ignores_input",
        "_is_answer_due",
        "_is_last",
        "_timeouts",
        "_timer",
    )

    def __init__(
        self,
        early_errors: EarlyErrors,
        connections: Connections,
        timeouts: Timeouts,
        server: web.Server,
        **options: object,
    ) -> None:
        super().__init__(server, **options)  # type: ignore[arg-type]  # as web.Server passes them
        self._early_errors = early_errors
        self._connections = connections
        self._timeouts = timeouts
        self._timer: asyncio.TimerHandle | None = None
        self._arrived = HeadFraming()
        self._body = BodyFraming()
        self._has_begun = False
        self._is_answer_due = False
        """True while a request has no response yet."""
        self._is_last = False
        """True if the current request is the last of this connection."""
        self._ignores_input = False
        """True if whatever comes is discarded."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Refuses the connection with 503 if there are too many, and starts its timeouts."""
        super().connection_made(transport)
        if not self._connections.enter(self, _address(transport)):
            self._refuse(_UNAVAILABLE)
        if _TCP_USER_TIMEOUT is not None:  # the system ends it, also where the client has vanished
            wire = transport.get_extra_info("socket")
            wire.setsockopt(socket.IPPROTO_TCP, _TCP_USER_TIMEOUT, int(self._timeouts.unread * 1000))
        self._set_timer(self._timeouts.head)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Stops the timer and forgets the connection."""
        self._set_timer(None)
        super().connection_lost(exc)
        self._connections.leave(self)

    def data_received(self, data: bytes) -> None:
        """Feeds the parser. aiohttp calls it with no data when the parser shall go on with what it has."""
        if self._ignores_input:
            return
        if data:
            self._arrived.add(data)
        elif self._has_fed_all:
            return
        else:
            super().data_received(data)
        self._feed_parser()

    @property
    def _has_fed_all(self) -> bool:
        """True if nothing has come beyond a request that is complete, so that the parser has nothing left either."""
        return not self._arrived and not self._body.is_chunked and self._body.content.is_eof()

    def _feed_parser(self) -> None:
        while not self._ignores_input and (part := self._next_part()):
            self._feed(part)
        if self._ignores_input:
            self._arrived = HeadFraming()
        self._enforce_memory_bounds()
        self._update_timer()
        if self._is_answer_due and len(self._arrived) > MAX_HEAD_BYTES:
            self._pause_transport_reading()
        else:
            self._resume_transport_reading()

    def _next_part(self) -> bytes:
        """Returns the bytes for the parser; none of the next request before this one is answered."""
        if self._body.left:
            return self._arrived.take(self._body.next_piece)
        if self._is_answer_due:
            return b""
        end = self._arrived.head_length()
        if (end or len(self._arrived)) > MAX_HEAD_BYTES:
            self._refuse(_HEAD_TOO_LARGE)
            return b""
        return self._arrived.take(end) if end else b""

    def _feed(self, part: bytes) -> None:
        before, in_body = self._request_count, bool(self._body.left)
        super().data_received(part)
        is_new = self._request_count != before
        if not in_body and is_new:
            self._begin(*self._messages[-1])
        elif in_body:
            self._body.count(len(part))
            self._is_last = self._is_last or is_new
            self._ignores_input = is_new or self._body.is_too_long or self._body.is_mostly_framing
            if self._is_answer_due and self._body.is_mostly_framing:
                self._end_body(MalformedRequest())
        if in_body and is_new and not self._body.content.is_eof():  # malformed chunks
            self._messages.pop()
            self._end_body(MalformedRequest())

    def _end_body(self, error: BaseAppException) -> None:
        """Raises the error where the body is read. Nobody reads that of a request that was answered before it came:
        aiohttp discards the rest of it, and would log the error."""
        content = self._body.content
        if self._is_answer_due:
            content.set_exception(error)
            self._loop.call_soon(_raise_again, content, error)
        else:
            self.close()
            content.feed_eof()

    def _begin(self, message: RawRequestMessage | _ErrInfo, content: StreamReader) -> None:
        self._is_answer_due = True
        if getattr(message, "url", ...) is None:  # CONNECT without an address, which aiohttp's types rule out
            message = _ErrInfo(_MALFORMED, ConnectionError(), "")
            self._messages[-1] = message, EMPTY_PAYLOAD
        if isinstance(message, _ErrInfo):
            self._ignores_input = True
            return
        self._body = BodyFraming.of(message, content)
        self._is_last = message.chunked or message.upgrade  # behind these may be anything
        self._ignores_input = message.upgrade and not self._body.left

    def _enforce_memory_bounds(self) -> None:
        """Answers 503, and reads no more, if the connection holds too many bytes."""
        if self._connections.hold(self, len(self._arrived) + self._body.received):
            return
        if not self._body.content.is_eof():
            self._end_body(ServiceUnavailableException())
        elif not self._is_answer_due:
            self._refuse(_UNAVAILABLE)
        self._ignores_input = self._is_last = True
        self._arrived = HeadFraming()

    def _update_timer(self) -> None:
        if self._is_answer_due:
            self._set_timer(None)
            self._has_begun = False
        elif self._arrived and not self._has_begun:
            self._has_begun = True
            if self._timer is None:
                self._set_timer(self._timeouts.head)

    def _resume_transport_reading(self) -> None:
        """Resumes only if ``_arrived`` has room too; aiohttp knows only its own buffers."""
        if not self._is_answer_due or len(self._arrived) <= MAX_HEAD_BYTES:
            super()._resume_transport_reading()

    def retire(self) -> None:
        """Closes an idle connection after ``Timeouts.closing`` seconds; others after their response."""
        if self._is_waiting and not self._has_begun:
            self._set_timer(self._timeouts.closing)

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Closes the connection after its last response, and feeds the parser the next request. While a client does not
        read, the response is left to aiohttp, which waits until it does."""
        if self._connections.is_closing or self._is_last:
            resp.force_close()
        is_usual = not (self._upgraded or self._logging_enabled or self.writing_paused)
        body = whole_body(request, resp) if is_usual else None
        if body is None:
            finished = await super().finish_response(request, resp, start_time)
        else:
            finished = resp, not await self._write_whole(request, resp, body)
        self._is_answer_due = False
        is_input_left = bool(self._arrived or self._body.left or self._body.received)
        self._body.received = 0
        if self._body.content.exception() is not None:  # it was answered; aiohttp, reading the rest, would log it again
            self._body.content.set_exception(None)  # type: ignore[arg-type]  # as when it was made
        if is_input_left:
            self._loop.call_soon(self._feed_parser)
        return finished

    async def _write_whole(self, request: web.BaseRequest, answer: web.StreamResponse, body: bytes) -> bool:
        """Writes an answer with this body. Returns false if the client is gone."""
        request._finish()
        complete_head(request, answer, body)
        await request._prepare_hook(answer)
        transport = self.transport
        if transport is None or transport.is_closing():
            return False
        transport.write(bytes_of(answer, body))
        return True

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """Answers the errors of aiohttp's parser with problem documents."""
        if refused := _ERROR_BY_STATUS.get(status):
            return self._early_errors.answer(request, refused())
        _logger.error("unexpected_error_outside_routes", exc_info=exc)
        return self._early_errors.answer(request, InternalError())

    @property
    def _is_waiting(self) -> bool:
        """True if there is no request to answer."""
        return self._waiter is not None and not self._waiter.done()

    def _set_timer(self, seconds: float | None) -> None:
        """Restarts the timer with ``seconds``, or stops it for ``None``."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self._loop.call_later(seconds, self._on_timeout)

    def _on_timeout(self) -> None:
        """Answers 408 if a request has begun, otherwise closes the connection."""
        self._timer = None
        if not self._is_waiting:
            return
        if self._has_begun:
            self._refuse(_REQUEST_TIMEOUT)
        else:
            self.force_close()

    def _refuse(self, status: int) -> None:
        """Lets aiohttp handle a parse error with this status. After a head that is too long, the rest is received for a
        moment and discarded: if the connection were closed at once, a client that is still sending would lose the
        answer."""
        self._is_answer_due = self._ignores_input = True
        rest = StreamReader(self, MAX_HEAD_BYTES, loop=self._loop) if status == _HEAD_TOO_LARGE else EMPTY_PAYLOAD
        self._messages.append((_ErrInfo(status, ConnectionError(), ""), rest))
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _raise_again(content: StreamReader, error: BaseAppException) -> None:
    """Raises it for a reader that the bytes before had woken already, and that has found none and waits again."""
    if content.exception() is error:
        content.set_exception(error)


def _address(transport: asyncio.BaseTransport) -> str | None:
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if isinstance(peer, tuple) else None
