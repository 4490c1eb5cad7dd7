from abc import abstractmethod
from typing import Protocol


class PasswordHasher(Protocol):
    """Hashes passwords off the event loop, a bounded number at once. Raises ``ServiceUnavailableException`` at once
    when too many wait already."""

    @abstractmethod
    async def hash(self, password: str) -> str:
        """A salted hash that carries its own parameters (PHC string format)."""

    @abstractmethod
    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed. ``None``, for nobody, costs as much and is never right."""

    @abstractmethod
    def needs_rehash(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than those in force."""
