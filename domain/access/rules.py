"""The rules by which a member with a role may act on another person."""

from domain.access.errors import PermissionDenied
from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.service_permission import ServicePermission


def require_permission(role: Role | None, permission: Permission) -> None:
    """Raises ``PermissionDenied`` unless the role has the permission. Without a role there is none."""
    if role is None or role not in permission.roles:
        raise PermissionDenied(permission)


def require_right_over(role: Role | None, permission: Permission, target: Role | None) -> None:
    """Raises ``PermissionDenied`` unless a member with ``role`` may act with ``permission`` on a person whose role is
    ``target``: on a customer with the permission alone, on staff only if they may manage staff and the target's role is
    not higher than their own."""
    require_permission(role, permission)
    if target is None:
        return
    require_permission(role, ServicePermission.STAFF_MANAGE)
    if role is None or not role.is_at_least(target):
        raise PermissionDenied(ServicePermission.STAFF_MANAGE)
