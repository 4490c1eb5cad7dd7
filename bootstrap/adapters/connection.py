from abc import abstractmethod
from typing import Protocol


class Connection(Protocol):
    """A resource that is opened before use and closed after it."""

    @abstractmethod
    async def open(self) -> None:
        """Prepares the resource; a second call does nothing."""

    @abstractmethod
    async def close(self) -> None:
        """Releases the resource; a second call does nothing."""


class NoConnection(Connection):
    """A resource that needs no opening, such as memory or the connection of another resource."""

    async def open(self) -> None:
        """Does nothing."""
        return

    async def close(self) -> None:
        """Does nothing."""
        return


async def always_available() -> None:
    """The check of a resource that cannot be unavailable."""
    return
