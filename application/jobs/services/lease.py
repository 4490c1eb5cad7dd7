import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from domain.jobs.stored_job import JobPolicy, StoredJob
from domain.shared_kernel.errors import BaseAppException

RENEWALS = 3
"""How often a lease is renewed before it would run out, so that one that fails does no harm."""


@attrs.frozen
class Leases:
    """Tells the others, while a job runs, that its worker lives."""

    begin: BeginWork
    clock: Clock
    policy: JobPolicy

    @asynccontextmanager
    async def kept(self, attempt: StoredJob) -> AsyncIterator[None]:
        """Renews the lease of this attempt for as long as the block runs."""
        renewing = asyncio.create_task(self._renew(attempt))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.wait([renewing])

    async def _renew(self, attempt: StoredJob) -> None:
        while True:
            await asyncio.sleep(self.policy.lease.total_seconds() / RENEWALS)
            with suppress(BaseAppException):
                await self._renew_once(attempt)

    async def _renew_once(self, attempt: StoredJob) -> None:
        async with self.begin() as work:
            stored = await work.jobs.get_by_id(attempt.pk)
            if stored.is_current_attempt(attempt.attempts):
                stored.renew_lease(now=self.clock.now(), policy=self.policy)
                await work.jobs.update(stored)
                await work.commit()
