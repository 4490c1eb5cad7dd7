import asyncio
import logging
from datetime import timedelta

import attrs

from application.jobs.relay_jobs import BATCH, RelayJobs
from application.jobs.schedule import Schedule
from application.jobs.services.wakeup import Wakeup
from application.ports.server_refusal import words_of
from domain.shared_kernel.errors import BaseAppException, ServiceUnavailableException
from entrypoints.worker.background_loop import EndlessLoop

POLL_SECONDS = 1.0
"""Seconds between two polls of the outbox without a wakeup, which may get lost."""
_logger = logging.getLogger("cortex.jobs")


@attrs.frozen(eq=False, repr=False)
class RelayLoop(EndlessLoop):
    """Relays the jobs that are due to the broker, and enqueues periodic jobs. ``lease`` is that of a running job."""

    relay: RelayJobs
    schedule: Schedule
    wakeup: Wakeup
    lease: timedelta
    poll_seconds: float = POLL_SECONDS

    async def run(self) -> None:
        """After a failure one job is tried every ``poll_seconds``, whatever the wakeups, until it succeeds: many
        failing attempts would block others from the storage. For a lease after an outage no worker counts as dead:
        where the relay does not reach the storage, workers cannot renew their leases."""
        most, takes_over_from = BATCH, 0.0
        now = asyncio.get_running_loop().time
        while True:
            relayed = await self._relay_once(most, takes_over=now() >= takes_over_from)
            if isinstance(relayed, ServiceUnavailableException):
                takes_over_from = now() + self.lease.total_seconds()
            if isinstance(relayed, Exception):
                await asyncio.sleep(self.poll_seconds)
            elif relayed < most:
                await self.wakeup.wait(self.poll_seconds)
            most = 1 if isinstance(relayed, Exception) else BATCH

    async def _relay_once(self, most: int, *, takes_over: bool) -> int | Exception:
        """Returns how many jobs were relayed, or the error. Raises none, so that the loop goes on."""
        try:
            await self.schedule()
            return await self.relay(most, takes_over=takes_over)
        except BaseAppException as error:
            _logger.warning("relay_paused", extra={"reason": words_of(error), "retry_in_seconds": self.poll_seconds})
            return error
        except Exception as error:
            _logger.exception("relay_paused", extra={"retry_in_seconds": self.poll_seconds})
            return error
