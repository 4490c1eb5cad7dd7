"""The roles of staff: the one table of role and permission."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.access.permission import Permission


class Role(StrEnum):
    """The role of a staff member, from the lowest to the highest. The values are stored and are wire names."""

    SUPPORT = "support"
    AUDITOR = "auditor"
    MANAGER = "manager"
    OWNER = "owner"

    @property
    def permissions(self) -> frozenset[Permission]:
        """The permissions of the role."""
        return PERMISSIONS[self]

    def is_at_least(self, other: "Role") -> bool:
        """Returns whether this role is ``other`` or stands above it."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER: Final = tuple(Role)
_READS_USERS: Final = frozenset({Permission.USERS_READ, Permission.SESSIONS_READ})

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.SUPPORT: _READS_USERS | {Permission.SESSIONS_END, Permission.USERS_HELP},
    Role.AUDITOR: _READS_USERS | {Permission.JOBS_READ, Permission.AUDIT_READ},
    Role.MANAGER: _READS_USERS
    | {
        Permission.SESSIONS_END,
        Permission.USERS_HELP,
        Permission.USERS_WRITE,
        Permission.JOBS_READ,
        Permission.JOBS_RETRY,
    },
    Role.OWNER: frozenset(Permission),
}
"""What each role may do. A permission that is not listed is refused."""
