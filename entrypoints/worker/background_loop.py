"""Loops that work in the background of a process."""

from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from application.background import in_background


class BackgroundLoop(Protocol):
    """Work that goes on for as long as a process runs."""

    @abstractmethod
    def running(self) -> AbstractAsyncContextManager[None]:
        """Works inside the block."""


class EndlessLoop(BackgroundLoop):
    """A loop that does not end by itself."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Runs the loop for as long as the block runs."""
        return in_background(self.run)

    @abstractmethod
    async def run(self) -> None:
        """Works until it is cancelled."""
