import attrs

from application.accounts.services.mail_quota import MailQuota
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.password_service import PasswordService
from application.accounts.services.register_command import RegisterCommand
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class Register:
    """Anyone may open an account for an address that has none. Raises ``EmailTaken``, ``ValidationException`` and
    ``RateLimitException``."""

    begin: BeginWork
    passwords: PasswordService
    quota: MailQuota
    open_account: OpenAccount

    async def __call__(self, command: RegisterCommand) -> User:
        password_hash = await self.passwords.choose(command.password, field="password", personal=command.person.words)
        async with self.quota.spend(command.person.email):
            return await self._open(command, password_hash)

    @retry_lost_race
    async def _open(self, command: RegisterCommand, password_hash: str) -> User:
        async with self.begin() as work:
            user = await self.open_account(work, command.person, password_hash)
            await work.commit()
        return user
