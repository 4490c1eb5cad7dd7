"""A permission of staff, as every domain declares its own."""

from enum import StrEnum

from domain.access.role import Role


class Permission(StrEnum):
    """One kind of act that staff need a right for. The values are wire names."""

    roles: frozenset[Role]

    def __new__(cls, name: str, *roles: Role) -> "Permission":
        """Declares a member: its wire name, and the roles that have it beside owners, who have every one."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.roles = frozenset({*roles, Role.OWNER})
        return member
