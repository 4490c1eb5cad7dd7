from domain.access.permission import Permission
from domain.access.role import Role


class BoxPermission(Permission):
    OPEN = "boxes.open", Role.SUPPORT, Role.MANAGER
    BURN = "boxes.burn"


def test_a_permission_belongs_to_the_roles_that_it_names_and_to_owners() -> None:
    assert BoxPermission.OPEN.roles == {Role.SUPPORT, Role.MANAGER, Role.OWNER}
    assert BoxPermission.BURN.roles == {Role.OWNER}


def test_a_permission_is_its_wire_name() -> None:
    assert (str(BoxPermission.OPEN), BoxPermission("boxes.open")) == ("boxes.open", BoxPermission.OPEN)
