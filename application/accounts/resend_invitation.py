from uuid import UUID

import attrs

from application.accounts.services import account_mails
from application.accounts.services.authority import require_right_over
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.void_account import VoidAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.accounts.events import InvitationResent
from domain.shared_kernel.actor import Actor


@attrs.frozen(eq=False, repr=False)
class ResendInvitation:
    """Staff with ``users.help`` may invite a customer again, with ``staff.manage`` also staff. Nothing is sent to a
    user who has chosen a password and confirmed the address; if the address is not confirmed, the password may be a
    stranger's and is removed. Raises ``NotFoundException`` and ``PermissionDenied``."""

    begin: BeginWork
    mails: OutgoingMail
    void_account: VoidAccount
    clock: Clock

    @retry_lost_race
    async def __call__(self, user_id: UUID, *, by: Actor) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            await require_right_over(work, by, user, ServicePermission.USERS_HELP)
            had_password = user.has_password
            user.void_unconfirmed(by=by, at=self.clock.now())
            if user.has_password:
                return
            if had_password:
                await work.users.update(user)
                await self.void_account(work, user)
            work.record(InvitationResent(user_id=user.pk, by=by, at=self.clock.now()))
            await self.mails.send_link(work, account_mails.INVITATION, user.pk)
            await work.commit()
