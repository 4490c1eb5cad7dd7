import attrs

from application.accounts.services import account_mails
from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.register_command import RegisterCommand
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.accounts.errors import EmailTaken
from domain.accounts.events import RegistrationRefused
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class RegisterUndisclosed:
    """Anyone may open an account, and learns only by mail whether the address had one, whose owner is notified. The
    answer is the same in both cases, and takes as long. Raises ``ValidationException`` and ``RateLimitException``."""

    begin: BeginWork
    passwords: PasswordService
    quota: MailQuota
    open_account: OpenAccount
    mails: OutgoingMail
    clock: Clock

    async def __call__(self, command: RegisterCommand) -> None:
        password_hash = await self.passwords.choose(command.password, field="password", personal=command.person.words)
        async with self.quota.spend(command.person.email):
            try:
                await self._open_or_notify(command, password_hash)
            except EmailTaken:  # a concurrent request has opened an account for it
                await self._open_or_notify(command, password_hash)

    @retry_lost_race
    async def _open_or_notify(self, command: RegisterCommand, password_hash: str) -> None:
        async with self.begin() as work:
            owner = await work.users.select_by_email(command.person.email)
            if owner is None:
                await self.open_account(work, command.person, password_hash)
            else:
                await self._notify_owner(work, owner)
            await work.commit()

    async def _notify_owner(self, work: UnitOfWork, owner: User) -> None:
        work.record(RegistrationRefused(user_id=owner.pk, by=None, at=self.clock.now()))
        await self.mails.notify(work, account_mails.EMAIL_IN_USE, owner.pk)
        await self.mails.send_link(work, account_mails.VERIFY_EMAIL, None)
