"""The events of a unit of work in any storage: subscribers have them before the commit, sinks after it."""

import attrs

from adapters.persistence.unit_scope import UnitScope
from application.ports.event_sink import EventSink
from application.ports.subscriber import Subscribers, no_subscribers
from application.ports.unit_of_work import UnitOfWork
from domain.shared_kernel.events import DomainEvent

MAX_ROUNDS = 8
"""Times that subscribers may answer events with further events before it counts as a loop."""


@attrs.frozen
class EventReceivers:
    """The sink of committed events, and the subscribers of events before their commit."""

    sink: EventSink
    subscribers: Subscribers = no_subscribers


class StoredUnitOfWork(UnitOfWork):
    """The base of units of work that write."""

    _scope: UnitScope
    _receivers: EventReceivers

    def record(self, event: DomainEvent) -> None:
        self._scope.record_event(event)

    async def _notify_subscribers(self) -> list[DomainEvent]:
        """Begins the commit, and returns all events of the unit. A unit without events calls nobody."""
        self._scope.begin_commit()
        happened: list[DomainEvent] = []
        for _round in range(MAX_ROUNDS):
            added = self._scope.collect_events()
            if not added:
                return happened
            happened.extend(added)
            for subscriber in self._receivers.subscribers():
                await subscriber(self, added)
        raise RuntimeError("subscribers answer each event with another, without end")
