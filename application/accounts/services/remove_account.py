from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import attrs

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User


@attrs.frozen
class RemoveAccount:
    """Removes an account with its links and the data of other domains, and enqueues the removal of its sessions."""

    enqueue: Enqueue
    erase: Sequence[Callable[[UnitOfWork, UUID], Awaitable[None]]] = ()

    async def __call__(self, work: UnitOfWork, user: User) -> None:
        for token in await work.one_time_tokens.select_all(OneTimeToken.user_id == user.pk):
            await work.one_time_tokens.delete(token)
        for erase in self.erase:
            await erase(work, user.pk)
        await work.users.delete(user)
        await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
