"""aiohttp's server, with this service's connections and early errors."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final

from aiohttp import web

from entrypoints.http.middlewares.every_request import EveryRequest
from entrypoints.http.server.connections import Connections, Timeouts
from entrypoints.http.server.direct_routes import DirectRoutes
from entrypoints.http.server.early_errors import EarlyErrors
from entrypoints.http.server.protocol import ProblemProtocol

SERVER_OPTIONS: Final[Mapping[str, object]] = {
    "access_log": None,  # it would show query strings; the request log does not
    "auto_decompress": False,  # bodies are unpacked within their bounds
    "lingering_time": 2.0,  # seconds that the rest of a refused body is read
}


class ProblemServer(web.Server):
    """A server that makes ``ProblemProtocol`` connections, with the options of the server ``plain``, and whose requests
    ``answer`` answers."""

    def __init__(
        self,
        answer: Callable[..., Awaitable[web.StreamResponse]],
        early_errors: EarlyErrors,
        connections: Connections,
        timeouts: Timeouts,
        plain: web.Server,
    ) -> None:
        super().__init__(
            answer,
            request_factory=plain.request_factory,
            handler_cancellation=plain.handler_cancellation,
            loop=plain._loop,
            **{**plain._kwargs, "keepalive_timeout": timeouts.idle},
        )
        self._early_errors = early_errors
        self._limits = connections, timeouts

    def __call__(self) -> ProblemProtocol:
        """Returns the protocol of a new connection."""
        return ProblemProtocol(self._early_errors, *self._limits, self, loop=self._loop, **self._kwargs)


class ProblemRunner(web.AppRunner):
    """Runs an application on a ``ProblemServer``."""

    __slots__ = ("_early_errors", "_every_request", "_limits")

    def __init__(
        self,
        every_request: EveryRequest,
        early_errors: EarlyErrors,
        connections: Connections,
        timeouts: Timeouts,
        application: web.Application,
        **options: object,
    ) -> None:
        super().__init__(application, **options)  # type: ignore[arg-type]  # as web.AppRunner documents them
        self._every_request = every_request
        self._early_errors = early_errors
        self._limits = connections, timeouts

    async def _make_server(self) -> web.Server:
        plain = await super()._make_server()
        answer = partial(self._every_request, handler=DirectRoutes(self.app).answer)
        return ProblemServer(answer, self._early_errors, *self._limits, plain)
