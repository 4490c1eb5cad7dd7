from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class IdFactory(Protocol):
    """Makes identities (RFC 9562)."""

    @abstractmethod
    def random(self) -> UUID:
        """A version 4 UUID: it tells nothing, not even when it was made. For what people see."""

    @abstractmethod
    def ordered(self) -> UUID:
        """A version 7 UUID: later ones sort behind earlier ones. For rows that only the service sees."""
