"""Serves the application until SIGTERM or SIGINT."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import attrs
from aiohttp import web

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.server.drain import drain_accept_queue
from entrypoints.http.server.greeting import Greeting
from entrypoints.process.signals import wait_for_stop_signal

SHUTDOWN_SECONDS = 15.0
"""How long requests in flight may take to finish at the end; longer than a body may take."""
ABORT_SECONDS = 0.5
"""How long requests may take to end once they are cancelled."""
SIGNAL_SPREAD_SECONDS = 0.1
"""Within this time a signal has reached the other processes too, if it is sent to all, as Ctrl+C is."""
BACKLOG = 1024
"""Length of the accept queue."""
UNAVAILABLE = _("Cannot listen on {address}: {reason}. Set CORTEX_PORT to another port.")


@attrs.define(eq=False)
class CannotListen(Exception):
    """The address cannot be listened on. ``reason`` is the text of the operating system."""

    host: str
    port: int
    reason: str

    @property
    def sentence(self) -> Message:
        """The sentence for an operator, with what to do."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return UNAVAILABLE.bind({"address": f"{host}:{self.port}", "reason": self.reason})

    def __str__(self) -> str:
        return str(self.sentence)


async def _always() -> bool:
    return True


@attrs.define
class Readiness:
    """The answer to ``/health/ready``: true from the first moment of listening until shutdown begins, while ``serves``
    returns true."""

    ready: bool = False
    serves: Callable[[], Awaitable[bool]] = _always

    async def __call__(self) -> bool:
        """Returns true if new requests can be served."""
        return self.ready and await self.serves()


def listen(host: str, port: int) -> socket.socket:
    """Returns a listening socket. ``::`` includes IPv4; port 0 takes a free port. Raises ``CannotListen``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as wrong:
        raise CannotListen(host, port, wrong.strerror or str(wrong)) from None


@attrs.frozen(eq=False, repr=False)
class Server:
    """Serves one listener. After a stop signal it goes on for ``delay``, in which load balancers can see that it is not
    ready any more."""

    entrypoint: HttpEntrypoint
    readiness: Readiness
    delay: timedelta
    greeting: Greeting

    async def run(
        self, listener: socket.socket, *, greeting: bool = True, others_continue: Callable[[], bool] = lambda: False
    ) -> None:
        """Serves until SIGTERM or SIGINT. Then readiness becomes false, and after the delay every connection that was
        made is served to its end, unless ``others_continue``: the other processes of the same listener then serve those
        that wait."""
        runner = self.entrypoint.runner(shutdown_timeout=ABORT_SECONDS)
        await runner.setup()
        try:
            site = web.SockSite(runner, listener, backlog=BACKLOG)
            await site.start()
            await wait_for_stop_signal(lambda: self._begin(listener, greeting=greeting))
            self.readiness.ready = False
            await self._stop(site, listener, others_continue)
        finally:
            await runner.cleanup()

    def _begin(self, listener: socket.socket, *, greeting: bool) -> None:
        self.readiness.ready = True
        if greeting:
            self.greeting.write(*listener.getsockname()[:2])

    async def _stop(self, site: web.BaseSite, listener: socket.socket, others_continue: Callable[[], bool]) -> None:
        connections = self.entrypoint.connections
        connections.is_closing = True
        await asyncio.sleep(max(self.delay.total_seconds(), SIGNAL_SPREAD_SECONDS))
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_SECONDS):
                if not others_continue():
                    await drain_accept_queue(listener)
                await site.stop()
                await connections.end()
