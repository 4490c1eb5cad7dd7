"""aiohttp's server, taught not to repeat in its own refusals what was sent to it."""

import logging
from collections.abc import Mapping
from typing import Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from entrypoints.http.protocol_errors import ExpectationFailed, InternalError, MalformedRequest
from entrypoints.http.refusals import Refusals

SERVER_OPTIONS: Final[Mapping[str, object]] = {
    "access_log": None,  # it would show query strings; the request log does not
    "auto_decompress": False,  # bodies are unpacked within their bounds
    "keepalive_timeout": 75.0,  # also how long the head of a request may take
    "lingering_time": 2.0,  # how long the rest of a refused body is awaited
}
_BAD_REQUEST = 400
_logger = logging.getLogger("cortex.http")


class ProblemProtocol(RequestHandler):
    """A connection that answers malformed requests with problem documents."""

    __slots__ = ("_refusals",)

    def __init__(self, refusals: Refusals, server: web.Server, **options: object) -> None:
        super().__init__(server, **options)  # type: ignore[arg-type]  # as web.Server passes them
        self._refusals = refusals

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        if status == _BAD_REQUEST:
            return self._refusals.answer(request, MalformedRequest())
        _logger.error("an error outside of every route was answered with 500", exc_info=exc)
        return self._refusals.answer(request, InternalError())


class ProblemServer(web.Server):
    """Makes such connections, for the application that another server was made for."""

    def __init__(self, refusals: Refusals, plain: web.Server) -> None:
        super().__init__(
            self._handle,
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **plain._kwargs,
        )
        self._refusals = refusals
        self._answer = plain.request_handler

    def __call__(self) -> RequestHandler:
        return ProblemProtocol(self._refusals, self, loop=self._loop, **self._kwargs)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except web.HTTPExpectationFailed:  # aiohttp looks at Expect before any middleware does
            return self._refusals.answer(request, ExpectationFailed())


class ProblemRunner(web.AppRunner):
    """Runs an application on such a server."""

    __slots__ = ("_refusals",)

    def __init__(self, refusals: Refusals, application: web.Application, **options: object) -> None:
        super().__init__(application, **options)  # type: ignore[arg-type]  # as web.AppRunner documents them
        self._refusals = refusals

    async def _make_server(self) -> web.Server:
        return ProblemServer(self._refusals, await super()._make_server())
