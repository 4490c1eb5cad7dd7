from abc import abstractmethod
from typing import Protocol


class PasswordHasher(Protocol):
    """Hashes passwords off the event loop, a bounded number at once. Raises ``ServiceUnavailableException`` at once
    when too many wait already."""

    @abstractmethod
    async def hash(self, password: str) -> str:
        """A salted hash that carries its own parameters (PHC string format)."""

    @abstractmethod
    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        """Whether the password is the one that was hashed. ``None``, for nobody, is never right and costs as much as a
        hash with the parameters ``decoy``, or with those in force."""

    @abstractmethod
    def needs_rehash(self, password_hash: str) -> bool:
        """Whether the hash was made with other parameters than those in force."""

    @abstractmethod
    def parameters(self, password_hash: str | None) -> str:
        """What a hash begins with, and what says how much it costs; that of a new hash where there is none, or none
        that can be read, which costs as much."""
