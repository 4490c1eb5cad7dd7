import attrs

from application.accounts.register import Registration
from application.accounts.services.deliver_mail_job import MailKind
from application.accounts.services.mail_quota import MailBudget
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.outgoing_mail import Mails
from application.accounts.services.password_service import Passwords
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.accounts.errors import EmailTaken
from domain.accounts.user import User


@attrs.frozen
class RegisterQuietly:
    """Anybody may open an account, and learns only by mail whether the address had one: its owner is told. The answer
    is always the same, and takes as long. Raises ``RateLimitException``."""

    begin: BeginWork
    passwords: Passwords
    budget: MailBudget
    open: OpenAccount
    mails: Mails
    ids: IdFactory

    async def __call__(self, order: Registration) -> None:
        password_hash = await self.passwords.choose(order.password, field="password", personal=order.person.words)
        async with self.budget.spent_on(order.person.email):
            try:
                await self._open_or_tell(order, password_hash)
            except EmailTaken:  # at this very moment, by somebody else
                await self._open_or_tell(order, password_hash)

    @retry_lost_race
    async def _open_or_tell(self, order: Registration, password_hash: str) -> None:
        async with self.begin() as work:
            owner = await work.users.select_by_email(order.person.email)
            if owner is None:
                await self.open(work, order.person, password_hash)
            else:
                await self._tell(work, owner)
            await work.commit()

    async def _tell(self, work: UnitOfWork, owner: User) -> None:
        await self.mails.tell(work, MailKind.EMAIL_IN_USE, owner.pk)
        await self.mails.send_link(work, MailKind.VERIFY_EMAIL, self.ids.random())
