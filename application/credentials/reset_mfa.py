from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.credentials.services import credential_mails
from application.credentials.services.remove_factors import remove_factors
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.credentials.events import MfaReset
from domain.shared_kernel.actor import Actor


@attrs.frozen(kw_only=True)
class ResetMfaCommand:
    """``by`` is the actor."""

    user_id: UUID
    by: Actor
    reason: str


@attrs.frozen(eq=False, repr=False)
class ResetMfa:
    """Staff with ``users.write`` may remove all second factors of a customer who has lost them, with ``staff.manage``
    also of other staff, with a reason. It ends every session of the account, and the owner gets a mail. Raises
    ``NotFoundException``, ``PermissionDenied`` and ``CannotTargetSelf``."""

    begin: BeginWork
    mails: OutgoingMail
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: ResetMfaCommand) -> None:
        async with self.begin() as work:
            user, now = await work.users.get_by_id(command.user_id), self.clock.now()
            await require_right_over(work, command.by, user, ServicePermission.USERS_WRITE)
            user.reset_mfa(by=command.by, at=now)
            await remove_factors(work, user.pk)
            await work.users.update(user)
            work.record(MfaReset(user_id=user.pk, by=command.by, reason=command.reason, at=now))
            await self.mails.notify(work, credential_mails.MFA_RESET, user.pk)
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))
            await work.commit()
