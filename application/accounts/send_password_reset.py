from uuid import UUID

import attrs

from application.accounts.services import account_mails
from application.accounts.services.authority import require_right_over
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.accounts.password_events import PasswordResetRequested
from domain.shared_kernel.actor import Actor


@attrs.frozen(eq=False, repr=False)
class SendPasswordReset:
    """Staff with ``users.help`` may have a link mailed to a customer, with ``staff.manage`` also to staff, by which
    they choose a new password. Raises ``NotFoundException`` and ``PermissionDenied``."""

    begin: BeginWork
    mails: OutgoingMail
    clock: Clock

    @retry_lost_race
    async def __call__(self, user_id: UUID, *, by: Actor) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            await require_right_over(work, by, user, ServicePermission.USERS_HELP)
            work.record(PasswordResetRequested(user_id=user.pk, by=by, at=self.clock.now()))
            await self.mails.send_link(work, account_mails.RESET_PASSWORD, user.pk)
            await work.commit()
