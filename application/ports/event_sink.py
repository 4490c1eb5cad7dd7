from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

from domain.shared_kernel.events import DomainEvent


class EventSink(Protocol):
    """Receives domain events after their commit. It never raises and never waits for another system."""

    @abstractmethod
    def publish(self, events: Sequence[DomainEvent]) -> None:
        """Takes the events in the order in which they happened."""
