from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Protocol

from application.ports.unit_of_work import UnitOfWork
from domain.shared_kernel.events import DomainEvent


class Subscriber(Protocol):
    """Receives domain events inside the transaction of the act that they describe, before its commit: its rows are
    stored with the act or not at all. It only inserts, by the repositories of the unit, and may record further events;
    it neither commits nor waits for another system. If it raises, the act fails."""

    @abstractmethod
    async def __call__(self, work: UnitOfWork, events: Sequence[DomainEvent]) -> None:
        """Takes the events that were added since the last call in this unit, in the order in which they happened; there
        is at least one."""


Subscribers = Callable[[], Sequence[Subscriber]]
"""Returns the subscribers. They are asked for at the first event, as they are built on the units that call them."""


def no_subscribers() -> Sequence[Subscriber]:
    """Returns none."""
    return ()
