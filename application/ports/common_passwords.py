from abc import abstractmethod
from typing import Protocol


class CommonPasswords(Protocol):
    """Knows the passwords that are tried first."""

    @abstractmethod
    def __contains__(self, password: object) -> bool:
        """Whether the password, in any case, is among them."""
