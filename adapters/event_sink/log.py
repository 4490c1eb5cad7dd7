import logging
from collections.abc import Sequence

import attrs

from application.ports.event_sink import EventSink
from domain.shared_kernel.events import DomainEvent

_logger = logging.getLogger("cortex.events")


class LogEventSink(EventSink):
    """Writes one log line for each event, with its name and its ids."""

    def publish(self, events: Sequence[DomainEvent]) -> None:
        for event in events:
            _logger.info(event.event_name, extra=attrs.asdict(event, recurse=False) | {"at": event.at.isoformat()})
