from uuid import UUID

import attrs

from application.accounts.services.check_password import CheckPassword
from application.accounts.services.remove_account import RemoveAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.accounts.errors import WrongPassword
from domain.accounts.login_throttling import LoginAttempt
from domain.shared_kernel.errors import RevokedTokenException


@attrs.frozen(kw_only=True)
class DeleteAccountCommand:
    """``session_id`` is the session that it is asked from."""

    user_id: UUID
    session_id: UUID
    password: str = attrs.field(repr=False)


@attrs.frozen
class DeleteAccount:
    """A person who knows their password may delete their account, unless they are the last of the staff. Raises
    ``RateLimitException``, ``WrongPassword``, ``LastStaffMember`` and, where their sessions ended meanwhile,
    ``RevokedTokenException``."""

    begin: BeginWork
    read: ReadWork
    check: CheckPassword
    remove: RemoveAccount
    clock: Clock

    async def __call__(self, command: DeleteAccountCommand) -> None:
        async with self.read() as work:
            user = await work.users.get_by_id(command.user_id)
        guess = LoginAttempt.of_session(user.email, command.session_id)
        if not await self.check(user, command.password, guess):
            raise WrongPassword
        await self._delete(command.user_id, user.token_version)

    @retry_lost_race
    async def _delete(self, user_id: UUID, token_version: int) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            if not user.accepts_version(token_version):
                raise RevokedTokenException
            user.prepare_deletion(at=self.clock.now(), active_staff=await work.users.count_active_staff())
            await self.remove(work, user)
            await work.commit()
