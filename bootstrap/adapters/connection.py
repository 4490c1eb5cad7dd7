from abc import abstractmethod
from typing import Protocol


class Connection(Protocol):
    """What must be opened before use, and closed after it."""

    @abstractmethod
    async def open(self) -> None: ...

    @abstractmethod
    async def close(self) -> None: ...


class NoConnection(Connection):
    """Memory is there as soon as the process is, and who uses what is open anyway opens nothing."""

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return


async def always_there() -> None:
    """Answers for what cannot be away."""
    return
