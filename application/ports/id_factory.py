from abc import abstractmethod
from typing import Protocol
from uuid import UUID


class IdFactory(Protocol):
    """Makes unique ids (RFC 9562)."""

    @abstractmethod
    def random(self) -> UUID:
        """Returns a version 4 UUID, which reveals nothing, not even when it was made: for ids that clients see."""

    @abstractmethod
    def ordered(self) -> UUID:
        """Returns a version 7 UUID; later ones sort behind earlier ones. For rows that only the service sees."""
