"""The roles of staff."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """The role of a staff member, from the lowest to the highest. The values are stored and are wire names."""

    SUPPORT = "support"
    AUDITOR = "auditor"
    MANAGER = "manager"
    OWNER = "owner"

    def is_at_least(self, other: "Role") -> bool:
        """Returns whether this role is ``other`` or stands above it."""
        return _ORDER.index(self) >= _ORDER.index(other)


_ORDER: Final = tuple(Role)
