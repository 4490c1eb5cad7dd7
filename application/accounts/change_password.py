from uuid import UUID

import attrs

from application.accounts.passwords import Passwords
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.accounts.errors import WrongPassword
from domain.shared_kernel.errors import LostRace


@attrs.frozen(kw_only=True)
class PasswordChange:
    """``session_id`` is the session that it is made from, the one that goes on."""

    user_id: UUID
    session_id: UUID
    current_password: str = attrs.field(repr=False)
    new_password: str = attrs.field(repr=False)


@attrs.frozen
class ChangePassword:
    """A person who knows their password may change it, which ends every other session. Raises ``WrongPassword``."""

    begin: BeginWork
    read: ReadWork
    passwords: Passwords
    clock: Clock

    @retry_lost_race
    async def __call__(self, order: PasswordChange) -> None:
        async with self.read() as work:
            seen = await work.users.get_by_id(order.user_id)
        if not await self.passwords.match(seen, order.current_password):
            raise WrongPassword
        personal = seen.personal_words
        password_hash = await self.passwords.choose(order.new_password, field="new_password", personal=personal)
        async with self.begin() as work:
            user = await work.users.get_by_id(order.user_id)
            if user.token_version != seen.token_version:
                raise LostRace
            user.change_password(password_hash, at=self.clock.now(), sparing=order.session_id)
            await work.users.update(user)
            await work.commit()
