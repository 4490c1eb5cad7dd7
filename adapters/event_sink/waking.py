from collections.abc import Sequence

import attrs

from application.jobs.services.wakeup import Wakeup
from application.ports.event_sink import EventSink
from domain.jobs.events import JobEnqueued, JobRevived
from domain.shared_kernel.events import DomainEvent


@attrs.frozen
class WakingEventSink(EventSink):
    """Publishes events to ``sink``, and wakes the relay up if one of them adds a job that can run."""

    sink: EventSink
    wakeup: Wakeup

    def publish(self, events: Sequence[DomainEvent]) -> None:
        self.sink.publish(events)
        if any(isinstance(event, JobEnqueued | JobRevived) for event in events):
            self.wakeup.wake()
