import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from application.jobs.relay_jobs import BATCH, RelayJobs
from application.jobs.schedule import Schedule
from application.jobs.services.wakeup import Wakeup
from application.ports.server_refusal import words_of
from domain.shared_kernel.errors import BaseAppException

POLL_SECONDS = 1.0
"""Seconds between two looks at the outbox when nobody nudges: the guarantee behind the nudge."""
_logger = logging.getLogger("cortex.jobs")


@attrs.frozen
class RelayLoop:
    """Keeps handing over what is due, and keeps periodic jobs coming."""

    relay: RelayJobs
    schedule: Schedule
    wakeup: Wakeup

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _run(self) -> None:
        """After a failure, however often somebody nudges, one job tries a while later whether it is over: many that
        come and go would keep others from the storage."""
        most = BATCH
        while True:
            handed_over = await self._look(most)
            if handed_over is None:
                await asyncio.sleep(POLL_SECONDS)
            elif handed_over < most:
                await self.wakeup.wait(POLL_SECONDS)
            most = 1 if handed_over is None else BATCH

    async def _look(self, most: int) -> int | None:
        """How many were handed over, or nothing where a storage or a broker is down; nothing ends the loop."""
        try:
            await self.schedule()
            return await self.relay(most)
        except BaseAppException as error:
            _logger.warning("jobs wait: %s", words_of(error))
        except Exception:
            _logger.exception("jobs wait")
        return None
