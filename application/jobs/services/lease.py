import asyncio
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial

import attrs

from application.background import in_background
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from domain.jobs.job_policy import JobPolicy
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.errors import BaseAppException

RENEWALS = 3
"""Renewals within one lease, so that a failed one does no harm."""


@attrs.frozen(eq=False, repr=False)
class Leases:
    """Renews the lease of a running job, which shows other processes that its worker is alive."""

    begin: BeginWork
    clock: Clock
    policy: JobPolicy

    def hold(self, attempt: StoredJob) -> AbstractAsyncContextManager[None]:
        """Renews the lease of this attempt during the block."""
        return in_background(partial(self._renew, attempt))

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
