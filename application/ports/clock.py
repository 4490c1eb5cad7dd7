from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time of this process."""

    @abstractmethod
    def now(self) -> datetime:
        """The present instant, aware, in UTC, with microseconds."""
