from abc import abstractmethod
from typing import Protocol


class PasswordHasher(Protocol):
    """Hashes passwords off the event loop, a bounded number at once. Raises ``ServiceUnavailableException`` at once if
    too many wait already."""

    @abstractmethod
    async def hash(self, password: str) -> str:
        """Returns a salted hash that contains its own parameters (PHC string format)."""

    @abstractmethod
    async def verify(self, password_hash: str | None, password: str, *, decoy: str | None = None) -> bool:
        """Returns whether ``password`` is the one that was hashed. A ``password_hash`` of ``None`` is never right and
        costs as much as a hash with the parameters ``decoy``, or with those in force."""

    @abstractmethod
    def needs_rehash(self, password_hash: str) -> bool:
        """Returns whether the hash was made with other parameters than those in force."""

    @abstractmethod
    def parameters(self, password_hash: str | None) -> str:
        """Returns the beginning of a hash, which states its algorithm and cost; that of a new hash if ``password_hash``
        is ``None`` or cannot be read, which costs as much."""
