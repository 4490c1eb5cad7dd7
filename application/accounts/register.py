import attrs

from application.accounts.services.mail_quota import MailBudget
from application.accounts.services.open_account import OpenAccount
from application.accounts.services.password_service import Passwords
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.person import Person
from domain.accounts.user import User


@attrs.frozen(kw_only=True)
class Registration:
    person: Person
    password: str = attrs.field(repr=False)


@attrs.frozen
class Register:
    """Anybody may open an account for an address that has none. Raises ``EmailTaken`` and ``RateLimitException``."""

    begin: BeginWork
    passwords: Passwords
    budget: MailBudget
    open: OpenAccount

    async def __call__(self, order: Registration) -> User:
        password_hash = await self.passwords.choose(order.password, field="password", personal=order.person.words)
        async with self.budget.spent_on(order.person.email):
            return await self._open(order, password_hash)

    @retry_lost_race
    async def _open(self, order: Registration, password_hash: str) -> User:
        async with self.begin() as work:
            user = await self.open(work, order.person, password_hash)
            await work.commit()
        return user
