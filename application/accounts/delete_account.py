from uuid import UUID

import attrs

from application.accounts.services.confirm_password import ConfirmPassword
from application.accounts.services.remove_account import RemoveAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race


@attrs.frozen(kw_only=True)
class DeleteAccountCommand:
    """``session_id`` is the session of the request."""

    user_id: UUID
    session_id: UUID
    password: str = attrs.field(repr=False)


@attrs.frozen(eq=False, repr=False)
class DeleteAccount:
    """A person who knows their password may delete their account, except the last owner. Raises
    ``RateLimitException``, ``WrongPassword``, ``LastStaffMember`` and, if their sessions ended meanwhile,
    ``RevokedTokenException``."""

    begin: BeginWork
    confirm_password: ConfirmPassword
    remove_account: RemoveAccount
    clock: Clock

    async def __call__(self, command: DeleteAccountCommand) -> None:
        user = await self.confirm_password(command.user_id, command.session_id, command.password)
        await self._delete(command.user_id, user.token_version)

    @retry_lost_race
    async def _delete(self, user_id: UUID, token_version: int) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(user_id)
            user.require_token_version(token_version)
            user.prepare_deletion(at=self.clock.now(), active_owners=await work.users.count_active_owners())
            await self.remove_account(work, user)
            await work.commit()
