import attrs

from application.accounts.services.deliver_mail_job import MailKind
from application.accounts.services.mail_quota import MailBudget
from application.accounts.services.outgoing_mail import Mails
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class Forgotten:
    email: EmailAddress
    platform: Platform


@attrs.frozen
class ForgotPassword:
    """Anybody may ask for a link to choose a new password. It is sent to those who may enter the platform; whether
    there is such an account is neither said nor to be guessed from how long it takes. Raises ``RateLimitException``."""

    begin: BeginWork
    budget: MailBudget
    mails: Mails
    ids: IdFactory

    async def __call__(self, order: Forgotten) -> None:
        async with self.budget.spent_on(order.email):
            await self._send(order)

    @retry_lost_race
    async def _send(self, order: Forgotten) -> None:
        async with self.begin() as work:
            user = await work.users.select_by_email(order.email)
            recipient = user.pk if user and user.may_stay(order.platform) else self.ids.random()
            await self.mails.send_link(work, MailKind.RESET_PASSWORD, recipient)
            await work.commit()
