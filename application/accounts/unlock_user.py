from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.access.service_permission import ServicePermission
from domain.accounts.user import User
from domain.shared_kernel.actor import Actor


@attrs.frozen(kw_only=True)
class UnlockUserCommand:
    """``by`` is the actor; ``expected`` are the versions of the account that they saw, or ``None`` for any."""

    user_id: UUID
    by: Actor
    reason: str | None = None
    expected: Container[int] | None = None


@attrs.frozen(eq=False, repr=False)
class UnlockUser:
    """Staff with ``users.write`` may unlock customers, with ``staff.manage`` also staff. Raises ``NotFoundException``,
    ``PermissionDenied`` and ``StaleVersion``."""

    begin: BeginWork
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: UnlockUserCommand) -> User:
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            await require_right_over(work, command.by, user, ServicePermission.USERS_WRITE)
            user.require_version(command.expected)
            if user.unlock(by=command.by, at=self.clock.now(), reason=command.reason):
                await work.users.update(user)
                await work.commit()
        return user
