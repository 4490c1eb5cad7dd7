from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.services import account_mails
from application.accounts.services.authority import require_right_over
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.accounts.user import User
from domain.shared_kernel.actor import Actor


@attrs.frozen(kw_only=True)
class LockUserCommand:
    """``by`` is the actor; ``expected`` are the versions of the account that they saw, or ``None`` for any."""

    user_id: UUID
    by: Actor
    reason: str | None = None
    expected: Container[int] | None = None


@attrs.frozen(eq=False, repr=False)
class LockUser:
    """Staff with ``users.write`` may lock customers, with ``staff.manage`` also other staff but the last owner. Raises
    ``NotFoundException``, ``PermissionDenied``, ``StaleVersion``, ``CannotTargetSelf`` and
    ``LastStaffMember``."""

    begin: BeginWork
    mails: OutgoingMail
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: LockUserCommand) -> User:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            await require_right_over(work, command.by, user, ServicePermission.USERS_WRITE)
            user.require_version(command.expected)
            active_owners = await work.users.count_active_owners()
            if user.lock(by=command.by, at=self.clock.now(), reason=command.reason, active_owners=active_owners):
                await work.users.update(user)
                await self.mails.notify(work, account_mails.ACCOUNT_LOCKED, user.pk)
                await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
                await work.commit()
        return user
