import pytest

from domain.access.permission import Permission
from domain.access.role import PERMISSIONS, Role

BY_PERMISSION = {
    "users.read": {"support", "auditor", "manager", "owner"},
    "sessions.read": {"support", "auditor", "manager", "owner"},
    "sessions.end": {"support", "manager", "owner"},
    "users.help": {"support", "manager", "owner"},
    "users.write": {"manager", "owner"},
    "jobs.read": {"auditor", "manager", "owner"},
    "jobs.retry": {"manager", "owner"},
    "audit.read": {"auditor", "owner"},
    "staff.manage": {"owner"},
}
"""The contract, read from the other side than the table in the source."""


def test_the_table_of_roles_is_the_contract() -> None:
    assert {
        permission.value: {role.value for role in Role if permission in role.permissions} for permission in Permission
    } == BY_PERMISSION


def test_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize(("higher", "lower"), [("owner", "manager"), ("manager", "auditor"), ("auditor", "support")])
def test_roles_are_ordered(higher: str, lower: str) -> None:
    assert Role(higher).is_at_least(Role(lower))
    assert not Role(lower).is_at_least(Role(higher))
