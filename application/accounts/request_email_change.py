from uuid import UUID

import attrs

from application.accounts.services import account_mails
from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.events import EmailChangeRequested
from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.events import Change


@attrs.frozen(kw_only=True)
class RequestEmailChangeCommand:
    """``session_id`` is the session of the request."""

    user_id: UUID
    session_id: UUID
    new_email: EmailAddress
    password: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class RequestEmailChange:
    """A person who knows their password may ask to change their address. The change takes effect when the link that is
    mailed to the new address is followed; the current address is notified. If another account has the new address, its
    owner is notified instead, which the caller cannot notice. Raises ``RateLimitException``, ``WrongPassword`` and, if
    their sessions ended meanwhile, ``RevokedTokenException``."""

    begin: BeginWork
    confirm_password: ConfirmPassword
    quota: MailQuota
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, command: RequestEmailChangeCommand) -> None:
        user = await self.confirm_password(command.user_id, command.session_id, command.password)
        async with self.quota.spend(command.new_email):
            await self._request(command, user.token_version)

    @retry_lost_race
    async def _request(self, command: RequestEmailChangeCommand, token_version: int) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            if not user.accepts_version(token_version):
                raise RevokedTokenException
            changes = [Change("email", user.email, command.new_email)]
            work.record(EmailChangeRequested(user_id=user.pk, by=user.pk, changes=changes, at=self.clock.now()))
            await self.mails.replace_links(work, user.pk, purposes.CHANGE_EMAIL)
            token = await self.mails.send_link(
                work, account_mails.CONFIRM_NEW_EMAIL, user.pk, new_email=command.new_email, old_email=user.email
            )
            await self.mails.notify(work, account_mails.EMAIL_CHANGE_REQUESTED, user.pk, token)
            await work.commit()
