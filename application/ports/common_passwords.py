from abc import abstractmethod
from typing import Protocol


class CommonPasswords(Protocol):
    """A list of widely used passwords, which an attacker tries first."""

    @abstractmethod
    def __contains__(self, password: object) -> bool:
        """Returns ``True`` if the password is on the list, compared without regard to case."""
