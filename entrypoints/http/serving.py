"""Runs the application until it is told to stop."""

import asyncio
import signal
import sys

import attrs
from aiohttp import web

from entrypoints.http.application import HttpEntrypoint

SHUTDOWN_SECONDS = 20.0
"""How long requests in flight may take to finish."""


@attrs.define(eq=False)
class CannotListen(Exception):
    host: str
    port: int
    reason: str

    def __str__(self) -> str:
        return f"Cannot listen on {self.host}:{self.port}: {self.reason}. Set CORTEX_PORT to another port."


@attrs.define
class Readiness:
    """Whether new requests are welcome: from the first moment of listening until shutdown begins."""

    ready: bool = False

    async def __call__(self) -> bool:
        return self.ready


@attrs.frozen
class Server:
    """Listens on one address."""

    entrypoint: HttpEntrypoint
    readiness: Readiness
    host: str
    port: int

    async def run(self) -> None:
        """Until SIGTERM or SIGINT; readiness falls first, then requests in flight finish. Raises ``CannotListen``."""
        stop = asyncio.Event()
        for signal_ in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(signal_, stop.set)
        runner = self.entrypoint.runner(shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            await self._listen(runner)
            self.readiness.ready = True
            self._greet(runner.addresses[0][1])
            await stop.wait()
            self.readiness.ready = False
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except OSError as wrong:
            raise CannotListen(self.host, self.port, wrong.strerror or str(wrong)) from None

    def _greet(self, port: int) -> None:
        origin = f"http://{self.host}:{port}"
        sys.stdout.write(GREETING.format(origin=origin))
        sys.stdout.flush()


GREETING = """\
Nexus Cortex listens on {origin}

  The API        {origin}/openapi.json
  Is it well?    {origin}/health/ready
  First staff    cortex create-admin --email you@example.org
  First tour     README.md, "A first tour"

Stop it with Ctrl+C.
"""
