from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.accounts.session_end import SessionEnd
from domain.shared_kernel.actor import Actor


@attrs.frozen(eq=False, repr=False)
class EndAllSessionsAsStaff:
    """Staff with ``sessions.end`` may end all sessions of a customer, with ``staff.manage`` also of staff, in one
    commit. A login that is in progress is ended as well. Raises ``NotFoundException`` and ``PermissionDenied``."""

    begin: BeginWork
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, user_id: UUID, *, by: Actor) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            await require_right_over(work, by, user, ServicePermission.SESSIONS_END)
            user.end_sessions(by=by, cause=SessionEnd.ENDED, at=self.clock.now())
            await work.users.update(user)
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
            await work.commit()
