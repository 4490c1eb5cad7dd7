from itertools import product

import pytest

from domain.access.errors import PermissionDenied
from domain.access.permission import Permission
from domain.access.role import Role
from domain.access.rules import require_permission, require_right_over
from domain.access.service_permission import ServicePermission

ROLES = (None, *Role)


def is_refused(role: Role | None, permission: Permission, target: Role | None) -> bool:
    try:
        require_right_over(role, permission, target)
    except PermissionDenied:
        return True
    return False


@pytest.mark.parametrize("permission", ServicePermission)
def test_require_permission_names_what_is_missing_to_one_without_a_role(permission: Permission) -> None:
    with pytest.raises(PermissionDenied) as refused:
        require_permission(None, permission)
    assert refused.value.members == {"permission": permission.value}


@pytest.mark.parametrize(("role", "permission"), list(product(ROLES, ServicePermission)))
def test_require_right_over_a_customer_needs_the_permission_alone(role: Role | None, permission: Permission) -> None:
    assert is_refused(role, permission, None) == (role not in permission.roles)


@pytest.mark.parametrize(("role", "permission", "target"), list(product(ROLES, ServicePermission, Role)))
def test_require_right_over_staff_is_for_those_who_manage_staff_and_stand_no_lower(
    role: Role | None, permission: Permission, target: Role
) -> None:
    manages_staff = role in permission.roles & ServicePermission.STAFF_MANAGE.roles
    may = manages_staff and role is not None and role.is_at_least(target)
    assert is_refused(role, permission, target) is not may
