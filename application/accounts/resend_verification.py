import attrs

from application.accounts.services import account_mails
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.email_address import EmailAddress
from domain.accounts.events import VerificationRequested


@attrs.frozen(eq=False, repr=False)
class ResendVerification:
    """Anyone may ask for the mail that confirms an address to be sent again. It is sent if the address still has to
    be confirmed; the answer and its duration do not reveal whether it has an account. Raises ``RateLimitException``."""

    begin: BeginWork
    quota: MailQuota
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, email: EmailAddress) -> None:
        async with self.quota.spend(email):
            await self._send(email)

    @retry_lost_race
    async def _send(self, email: EmailAddress) -> None:
        async with self.begin() as work:
            user = await work.users.select_by_email(email)
            unconfirmed = user.pk if user and not user.is_email_verified else None
            work.record(VerificationRequested(user_id=unconfirmed, by=None, at=self.clock.now()))
            await self.mails.send_link(work, account_mails.VERIFY_EMAIL, unconfirmed)
            await work.commit()
