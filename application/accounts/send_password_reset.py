from uuid import UUID

import attrs

from application.accounts.services.deliver_mail_job import MailKind
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race


@attrs.frozen
class SendPasswordReset:
    """Staff and the operator may have a link mailed to any user by which they choose a new password. Raises
    ``NotFoundException``."""

    begin: BeginWork
    mails: OutgoingMail

    @retry_lost_race
    async def __call__(self, user_id: UUID) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            await self.mails.send_link(work, MailKind.RESET_PASSWORD, user.pk)
            await work.commit()
