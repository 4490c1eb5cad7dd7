import attrs

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User


@attrs.frozen
class RemoveAccount:
    """Removes an account with its links, and enqueues the removal of its sessions."""

    enqueue: Enqueue

    async def __call__(self, work: UnitOfWork, user: User) -> None:
        for token in await work.one_time_tokens.select_all(OneTimeToken.user_id == user.pk):
            await work.one_time_tokens.delete(token)
        await work.users.delete(user)
        await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
