import logging
from collections.abc import Sequence

import attrs

from application.ports.event_sink import EventSink
from domain.shared_kernel.events import DomainEvent

_logger = logging.getLogger("cortex.events")


class LogEventSink(EventSink):
    """Writes one line for each event: its name and its ids."""

    def publish(self, events: Sequence[DomainEvent]) -> None:
        for event in events:
            _logger.info("%s", _line(event))


def _line(event: DomainEvent) -> str:
    values = attrs.asdict(event, recurse=False)
    at = values.pop("at")
    ids = "".join(f" {name}={value}" for name, value in values.items())
    return f"{type(event).__name__}{ids} at={at.isoformat()}"
