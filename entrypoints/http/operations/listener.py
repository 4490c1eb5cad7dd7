"""The operators' listener, on an address of its own that the public cannot reach."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs
from aiohttp import web

from application.background import in_background
from application.ports.meter import Meter
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.operations.loop_lag import LoopLag

SAMPLE_SECONDS = 1.0
_logger = logging.getLogger("cortex.http")


@attrs.frozen(eq=False, repr=False)
class OperationsListener:
    """Serves metrics and detailed health on ``bind``: the host, without brackets, and the port; ``None`` disables
    it."""

    entrypoint: HttpEntrypoint
    meter: Meter
    lag: LoopLag
    bind: tuple[str, int] | None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serves inside the block. A port that is taken is logged and not raised."""
        async with in_background(self._sample), self._listening():
            yield

    async def _sample(self) -> None:
        while True:
            self.meter.collect_gauges()
            await self.lag.sleep(SAMPLE_SECONDS)

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        if self.bind is None:
            yield
            return
        runner = self.entrypoint.runner()
        await runner.setup()
        try:
            await _listen(runner, *self.bind)
            yield
        finally:
            await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as wrong:
        shown = f"[{host}]" if ":" in host else host
        _logger.warning(
            "operations_listener_failed",
            extra={
                "address": f"{shown}:{port}",
                "reason": wrong.strerror,
                "hint": "set CORTEX_OPS_BIND to another address, or to nothing",
            },
        )
