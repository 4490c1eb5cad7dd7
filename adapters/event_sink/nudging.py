from collections.abc import Sequence

import attrs

from application.jobs.nudge import Nudge
from application.ports.event_sink import EventSink
from domain.jobs.events import JobEnqueued
from domain.shared_kernel.events import DomainEvent


@attrs.frozen
class NudgingEventSink(EventSink):
    """Passes events on, and nudges the relay when one of them is a new job."""

    sink: EventSink
    nudge: Nudge

    def publish(self, events: Sequence[DomainEvent]) -> None:
        self.sink.publish(events)
        if any(isinstance(event, JobEnqueued) for event in events):
            self.nudge.give()
