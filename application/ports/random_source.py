from abc import abstractmethod
from typing import Protocol


class RandomSource(Protocol):
    """Makes secrets."""

    @abstractmethod
    def secret(self, count: int) -> bytes:
        """Returns so many bytes that nobody can predict."""
