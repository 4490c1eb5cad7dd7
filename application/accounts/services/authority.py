"""The right of an actor to an act, as stored in the transaction of the act."""

from uuid import UUID

from application.ports.unit_of_work import Repositories
from domain.access.errors import PermissionDenied
from domain.access.permission import Permission
from domain.accounts.user import User
from domain.shared_kernel.actor import Actor, Operator


async def require_permission(work: Repositories, by: Actor, permission: Permission) -> None:
    """Raises ``PermissionDenied`` unless the actor has the permission at this moment; the operator has every one."""
    if not isinstance(by, Operator):
        (await _member(work, by, permission)).require_permission(permission)


async def require_right_over(work: Repositories, by: Actor, target: User, permission: Permission) -> None:
    """Raises ``PermissionDenied`` unless the actor may act with the permission on the account of ``target`` at this
    moment."""
    if not isinstance(by, Operator):
        (await _member(work, by, permission)).require_right_over(target, permission)


async def _member(work: Repositories, by: UUID, permission: Permission) -> User:
    """Returns the account of the actor. Raises ``PermissionDenied`` if it is gone or locked since the request began."""
    user = await work.users.select_one(User.pk == by)
    if user is None or not user.is_active:
        raise PermissionDenied(permission)
    return user
