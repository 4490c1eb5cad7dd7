from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.services.remove_account import RemoveAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.actor import Actor


@attrs.frozen(kw_only=True)
class DeleteUserCommand:
    """``by`` is the actor; ``expected`` are the versions of the account that they saw, or ``None`` for any."""

    user_id: UUID
    by: Actor
    expected: Container[int] | None = None


@attrs.frozen
class DeleteUser:
    """Staff and the operator may delete any account but their own and that of the last staff member. Raises
    ``NotFoundException``, ``StaleVersion``, ``CannotTargetSelf`` and ``LastStaffMember``."""

    begin: BeginWork
    remove_account: RemoveAccount
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: DeleteUserCommand) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            user.require_version(command.expected)
            active_staff = await work.users.count_active_staff()
            user.prepare_deletion_by(by=command.by, at=self.clock.now(), active_staff=active_staff)
            await self.remove_account(work, user)
            await work.commit()
