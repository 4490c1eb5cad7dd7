"""Runs the application until it is told to stop."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import attrs
from aiohttp import web

from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.server.drain import drain_accept_queue
from entrypoints.http.server.greeting import Greeting
from entrypoints.process.signals import wait_for_stop_signal

SHUTDOWN_SECONDS = 15.0
"""How long requests in flight may take to finish: longer than a body may take."""
CUT_SECONDS = 0.5
"""How long those may take that did not, when they are told to end."""
ECHO_SECONDS = 0.1
"""After this time it is known whether the others were told as well: Ctrl+C reaches all of them at once."""
BACKLOG = 1024
"""How many connections may wait to be taken."""


@attrs.define(eq=False)
class CannotListen(Exception):
    host: str
    port: int
    reason: str

    def __str__(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"Cannot listen on {shown}:{self.port}: {self.reason}. Set CORTEX_PORT to another port."


async def _always() -> bool:
    return True


@attrs.define
class Readiness:
    """Whether new requests are welcome: from the first moment of listening until shutdown begins, while what they need
    ``serves``."""

    ready: bool = False
    serves: Callable[[], Awaitable[bool]] = _always

    async def __call__(self) -> bool:
        return self.ready and await self.serves()


def listen(host: str, port: int) -> socket.socket:
    """Takes an address, before anything else is done; ``::`` stands for those of IPv4 too, port 0 takes a free one.
    Raises ``CannotListen``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except OSError as wrong:
        raise CannotListen(host, port, wrong.strerror or str(wrong)) from None


@attrs.frozen
class Server:
    """Serves those who come to one address. When it is told to stop it goes on for ``delay``, so that whoever sends
    requests there has time to see that it is not ready any more."""

    entrypoint: HttpEntrypoint
    readiness: Readiness
    delay: timedelta
    greeting: Greeting

    async def run(
        self, listener: socket.socket, *, greeting: bool = True, others_go_on: Callable[[], bool] = lambda: False
    ) -> None:
        """Until SIGTERM or SIGINT; then readiness falls first, and whoever has come by the end is answered: by
        ``others``, where they share the listener and go on."""
        runner = self.entrypoint.runner(shutdown_timeout=CUT_SECONDS)
        await runner.setup()
        try:
            site = web.SockSite(runner, listener, backlog=BACKLOG)
            await site.start()
            await wait_for_stop_signal(lambda: self._announce(listener, greeting=greeting))
            self.readiness.ready = False
            await self._say_goodbye(site, listener, others_go_on)
        finally:
            await runner.cleanup()

    def _announce(self, listener: socket.socket, *, greeting: bool) -> None:
        self.readiness.ready = True
        if greeting:
            self.greeting.write(*listener.getsockname()[:2])

    async def _say_goodbye(self, site: web.BaseSite, listener: socket.socket, others_go_on: Callable[[], bool]) -> None:
        connections = self.entrypoint.connections
        connections.is_closing = True
        await asyncio.sleep(max(self.delay.total_seconds(), ECHO_SECONDS))
        with suppress(TimeoutError):
            async with asyncio.timeout(SHUTDOWN_SECONDS):
                if not others_go_on():
                    await drain_accept_queue(listener)
                await site.stop()
                await connections.end()
