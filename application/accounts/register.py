import attrs

from application.accounts.passwords import Passwords
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class Registration:
    email: EmailAddress
    password: str = attrs.field(repr=False)
    first_name: PersonName
    last_name: PersonName
    language: Language


@attrs.frozen
class Register:
    """Anybody may open an account for an address that has none. Raises ``EmailTaken``."""

    begin: BeginWork
    passwords: Passwords
    clock: Clock
    ids: IdFactory

    async def __call__(self, order: Registration) -> User:
        personal = (order.email, order.first_name, order.last_name)
        password_hash = await self.passwords.choose(order.password, field="password", personal=personal)
        user = User.register(
            self.ids.random(),
            email=order.email,
            password_hash=password_hash,
            first_name=order.first_name,
            last_name=order.last_name,
            language=order.language,
            at=self.clock.now(),
        )
        async with self.begin() as work:
            await work.users.create(user)
            await work.commit()
        return user
