from abc import abstractmethod
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The clock of this process."""

    @abstractmethod
    def now(self) -> datetime:
        """Returns the current instant: aware, in UTC, with microseconds."""
