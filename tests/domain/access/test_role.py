import pytest

from domain.access.role import Role


@pytest.mark.parametrize(("higher", "lower"), [("owner", "manager"), ("manager", "auditor"), ("auditor", "support")])
def test_roles_are_ordered(higher: str, lower: str) -> None:
    assert Role(higher).is_at_least(Role(lower))
    assert not Role(lower).is_at_least(Role(higher))
