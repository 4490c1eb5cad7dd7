from itertools import product

import pytest

from domain.access.errors import PermissionDenied
from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.rules import require_permission, require_right_over

ROLES = (None, *Role)


def is_refused(role: Role | None, permission: Permission, target: Role | None) -> bool:
    try:
        require_right_over(role, permission, target)
    except PermissionDenied:
        return True
    return False


@pytest.mark.parametrize("permission", Permission)
def test_require_permission_names_what_is_missing_to_one_without_a_role(permission: Permission) -> None:
    with pytest.raises(PermissionDenied) as refused:
        require_permission(None, permission)
    assert refused.value.members == {"permission": permission.value}


@pytest.mark.parametrize(("role", "permission"), list(product(ROLES, Permission)))
def test_require_right_over_a_customer_needs_the_permission_alone(role: Role | None, permission: Permission) -> None:
    assert is_refused(role, permission, None) == (role is None or permission not in role.permissions)


@pytest.mark.parametrize(("role", "permission", "target"), list(product(ROLES, Permission, Role)))
def test_require_right_over_staff_is_for_those_who_manage_staff_and_stand_no_lower(
    role: Role | None, permission: Permission, target: Role
) -> None:
    may = role is not None and {permission, Permission.STAFF_MANAGE} <= role.permissions and role.is_at_least(target)
    assert is_refused(role, permission, target) is not may
