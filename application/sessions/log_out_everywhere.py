from uuid import UUID

import attrs

from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.session_end import SessionEnd


@attrs.frozen(eq=False, repr=False)
class LogOutEverywhere:
    """A person may end all of their sessions, on both platforms, in one commit."""

    begin: BeginWork
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, user_id: UUID) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            user.end_sessions(by=user_id, cause=SessionEnd.LOGGED_OUT_EVERYWHERE, at=self.clock.now())
            await work.users.update(user)
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
            await work.commit()
