from uuid import UUID

import attrs

from application.accounts.services.check_password import CheckPassword
from application.accounts.services.record_event import RecordEvent
from application.ports.clock import Clock
from application.ports.unit_of_work import ReadWork
from domain.accounts.errors import WrongPassword
from domain.accounts.login_throttling import LoginAttempt
from domain.accounts.password_events import PasswordRefused
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class ConfirmPassword:
    """Lets a person who is signed in prove their password once more, before an act that a stolen session must not
    suffice for. Returns the user. Raises ``NotFoundException``, ``RateLimitException`` and ``WrongPassword``."""

    read: ReadWork
    check_password: CheckPassword
    record: RecordEvent
    clock: Clock

    async def __call__(self, user_id: UUID, session_id: UUID, password: str) -> User:
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
        if not await self.check_password(user, password, LoginAttempt.of_session(user.email, session_id)):
            await self.record(PasswordRefused(user_id=user_id, session_id=session_id, by=user_id, at=self.clock.now()))
            raise WrongPassword
        return user
