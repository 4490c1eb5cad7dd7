import attrs

from application.accounts.services import account_mails
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.email_address import EmailAddress
from domain.accounts.password_events import PasswordResetRequested
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class RequestPasswordResetCommand:
    """``platform`` is the one that the user wants to log in to."""

    email: EmailAddress
    platform: Platform


@attrs.frozen(eq=False, repr=False)
class RequestPasswordReset:
    """Anyone may ask for a link to choose a new password. It is sent if the account of the address may use the
    platform; the answer and its duration do not reveal whether such an account exists. Raises
    ``RateLimitException``."""

    begin: BeginWork
    quota: MailQuota
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, command: RequestPasswordResetCommand) -> None:
        async with self.quota.spend(command.email):
            await self._send(command)

    @retry_lost_race
    async def _send(self, command: RequestPasswordResetCommand) -> None:
        async with self.begin() as work:
            user = await work.users.select_by_email(command.email)
            known = user.pk if user and user.may_hold_session(command.platform) else None
            work.record(PasswordResetRequested(user_id=known, by=None, at=self.clock.now()))
            await self.mails.send_link(work, account_mails.RESET_PASSWORD, known)
            await work.commit()
