import logging
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from application.ports.event_sink import EventSink
from domain.shared_kernel.events import DomainEvent

RESERVED_FIELDS: Final = {
    *vars(logging.makeLogRecord({})),
    "asctime",
    "event",
    "level",
    "logger",
    "message",
    "timestamp",
}
"""Fields that every log line has already. One of an event with such a name gets an underscore: ``name_``."""
_logger = logging.getLogger("cortex.events")


class LogEventSink(EventSink):
    """Writes one log line for each event, with its name and those of its fields that are not personal."""

    def publish(self, events: Sequence[DomainEvent]) -> None:
        for event in events:
            _logger.info(event.event_name, extra=_fields(event))


def _fields(event: DomainEvent) -> Mapping[str, object]:
    fields = attrs.asdict(event, recurse=False, filter=_is_logged) | {"at": event.at.isoformat()}
    return {f"{name}_" if name in RESERVED_FIELDS else name: value for name, value in fields.items()}


def _is_logged(attribute: "attrs.Attribute[object]", value: object) -> bool:
    return bool(attribute.repr)
