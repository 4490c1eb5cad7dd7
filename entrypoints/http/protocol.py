"""A connection: aiohttp's, which answers malformed requests with problem documents, and waits for nobody for ever."""

import asyncio
import logging
import socket
from collections.abc import Mapping
from typing import Final

from aiohttp import web
from aiohttp.streams import EMPTY_PAYLOAD
from aiohttp.web_protocol import RequestHandler, _ErrInfo

from domain.shared_kernel.errors import BaseAppException, ServiceUnavailableException
from entrypoints.http.connections import Connections, Patience
from entrypoints.http.protocol_errors import BodyTimeout, InternalError, MalformedRequest
from entrypoints.http.refusals import Refusals

_SLOW, _FULL = 408, 503
_REFUSED: Final[Mapping[int, type[BaseAppException]]] = {
    400: MalformedRequest,
    _SLOW: BodyTimeout,
    _FULL: ServiceUnavailableException,
}
_UNREAD: Final = getattr(socket, "TCP_USER_TIMEOUT", None)
_logger = logging.getLogger("cortex.http")


class ProblemProtocol(RequestHandler):
    """``_timer`` runs while the head of a request is awaited that has begun, or the first one."""

    __slots__ = ("_connections", "_has_begun", "_patience", "_refusals", "_timer")

    def __init__(
        self, refusals: Refusals, connections: Connections, patience: Patience, server: web.Server, **options: object
    ) -> None:
        super().__init__(server, **options)  # type: ignore[arg-type]  # as web.Server passes them
        self._refusals = refusals
        self._connections = connections
        self._patience = patience
        self._timer: asyncio.TimerHandle | None = None
        self._has_begun = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if not self._connections.enter(self):
            self._refuse(_FULL)
        if _UNREAD is not None:  # the system ends it, also where the client has vanished
            wire = transport.get_extra_info("socket")
            wire.setsockopt(socket.IPPROTO_TCP, _UNREAD, int(self._patience.unread * 1000))
        self._wait(self._patience.head)

    def connection_lost(self, exc: BaseException | None) -> None:
        self._wait(None)
        super().connection_lost(exc)
        self._connections.leave(self)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._is_waiting:
            self._wait(None)
            self._has_begun = False
        elif data and not self._has_begun:
            self._has_begun = True
            if self._timer is None:
                self._wait(self._patience.head)

    def retire(self) -> None:
        if self._is_waiting and not self._has_begun:
            self._wait(self._patience.last_word)

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        if self._connections.is_closing:
            resp.force_close()
        return await super().finish_response(request, resp, start_time)

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
        """As if something had been sent that is answered so."""
        self._messages.append((_ErrInfo(status, ConnectionError(), ""), EMPTY_PAYLOAD))
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
