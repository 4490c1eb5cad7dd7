from uuid import UUID

import attrs

from application.accounts.services.deliver_mail_job import MailKind
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.void_account import VoidAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race


@attrs.frozen
class ResendInvitation:
    """Staff may invite a user again. Nothing is sent to a user who has chosen a password and confirmed the address; if
    the address is not confirmed, the password may be a stranger's and is removed. Raises ``NotFoundException``."""

    begin: BeginWork
    mails: OutgoingMail
    void_account: VoidAccount
    clock: Clock

    @retry_lost_race
    async def __call__(self, user_id: UUID) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            had_password = user.password_hash is not None
            user.void_unconfirmed(at=self.clock.now())
            if user.password_hash is not None:
                return
            if had_password:
                await work.users.update(user)
                await self.void_account(work, user)
            await self.mails.send_link(work, MailKind.INVITATION, user.pk)
            await work.commit()
