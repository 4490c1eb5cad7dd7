from uuid import UUID

import attrs

from application.accounts.check_password import CheckPassword
from application.accounts.forget_sessions import ForgetSessions
from application.accounts.mails import Mails
from application.accounts.passwords import Passwords
from application.accounts.send_mail import MailKind
from application.jobs.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.accounts.errors import WrongPassword
from domain.accounts.guessing import Guess
from domain.accounts.one_time_token import Purpose
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
    """A person who knows their password may change it, which ends every other session. Raises
    ``RateLimitException`` and ``WrongPassword``."""

    begin: BeginWork
    read: ReadWork
    check: CheckPassword
    passwords: Passwords
    mails: Mails
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, order: PasswordChange) -> None:
        async with self.read() as work:
            seen = await work.users.get_by_id(order.user_id)
        guess = Guess.of_session(seen.email, order.session_id)
        if not await self.check(seen, order.current_password, guess):
            raise WrongPassword
        password_hash = await self.passwords.choose(
            order.new_password, field="new_password", personal=seen.person.words
        )
        async with self.begin() as work:
            user = await work.users.get_by_id(order.user_id)
            if user.token_version != seen.token_version:
                raise LostRace
            user.change_password(password_hash, at=self.clock.now(), sparing=order.session_id)
            await work.users.update(user)
            await self.mails.void_links(work, user.pk, sparing=Purpose.VERIFY_EMAIL)
            await self.mails.tell(work, MailKind.PASSWORD_CHANGED, user.pk)
            await self.enqueue(work, ForgetSessions(user.pk))
            await work.commit()
