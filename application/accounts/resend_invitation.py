from uuid import UUID

import attrs

from application.accounts.mails import Mails
from application.accounts.send_mail import MailKind
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race


@attrs.frozen
class ResendInvitation:
    """Staff may invite somebody again. Who has chosen a password already is sent nothing. Raises
    ``NotFoundException``."""

    begin: BeginWork
    mails: Mails

    @retry_lost_race
    async def __call__(self, user_id: UUID) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            if user.password_hash is None:
                await self.mails.send_link(work, MailKind.INVITATION, user.pk)
                await work.commit()
