from collections.abc import Sequence

from application.ports.event_sink import EventSink
from domain.shared_kernel.events import DomainEvent


class MemoryEventSink(EventSink):
    """Keeps events in the order in which they were published."""

    def __init__(self) -> None:
        self.events: list[DomainEvent] = []

    def publish(self, events: Sequence[DomainEvent]) -> None:
        self.events.extend(events)
