from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.accounts.services.remove_account import RemoveAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.shared_kernel.actor import Actor


@attrs.frozen(kw_only=True)
class DeleteUserCommand:
    """``by`` is the actor; ``expected`` are the versions of the account that they saw, or ``None`` for any."""

    user_id: UUID
    by: Actor
    expected: Container[int] | None = None


@attrs.frozen(eq=False, repr=False)
class DeleteUser:
    """Staff with ``users.write`` may delete customers, with ``staff.manage`` also other staff but the last owner.
    Raises ``NotFoundException``, ``PermissionDenied``, ``StaleVersion``, ``CannotTargetSelf`` and
    ``LastStaffMember``."""

    begin: BeginWork
    remove_account: RemoveAccount
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: DeleteUserCommand) -> None:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            await require_right_over(work, command.by, user, ServicePermission.USERS_WRITE)
            user.require_version(command.expected)
            active_owners = await work.users.count_active_owners()
            user.prepare_deletion_by(by=command.by, at=self.clock.now(), active_owners=active_owners)
            await self.remove_account(work, user)
            await work.commit()
