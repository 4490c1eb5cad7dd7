from collections.abc import Awaitable, Callable
from uuid import UUID

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class VoidAccount:
    """Ends the links of an account whose password was removed, removes its second factors, and enqueues the removal of
    its sessions: a stranger may have opened it."""

    mails: OutgoingMail
    enqueue: Enqueue
    remove_factors: Callable[[UnitOfWork, UUID], Awaitable[None]] | None = None

    async def __call__(self, work: UnitOfWork, user: User) -> None:
        """Ends links first of all: one that leads to another address would give the account back to the stranger."""
        await self.mails.void_links(work, user.pk)
        if self.remove_factors:
            await self.remove_factors(work, user.pk)
        await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
