import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from application.jobs.nudge import Nudge
from application.jobs.relay_jobs import BATCH, RelayJobs
from application.jobs.schedule import Schedule
from domain.shared_kernel.errors import BaseAppException

PATIENCE = 1.0
"""Seconds between two looks at the outbox when nobody nudges: the guarantee behind the nudge."""
_logger = logging.getLogger("cortex.jobs")


@attrs.frozen
class RelayLoop:
    """Keeps handing over what is due, and keeps periodic jobs coming."""

    relay: RelayJobs
    schedule: Schedule
    nudge: Nudge

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        while True:
            if await self._look() < BATCH:
                await self.nudge.wait(PATIENCE)

    async def _look(self) -> int:
        """A storage or a broker that is down is asked again; nothing ends the loop."""
        try:
            await self.schedule()
            return await self.relay()
        except BaseAppException as error:
            _logger.warning("jobs wait: %s", error)
        except Exception:
            _logger.exception("jobs wait")
        return 0
