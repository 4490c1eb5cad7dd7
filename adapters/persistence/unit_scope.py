"""The life cycle of a unit of work in any storage, and the rule that a task has only one open."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.events import DomainEvent

_inside: set[asyncio.Task[Any] | None] = set()


def refuse_inside_unit() -> None:
    """Raises ``RuntimeError`` if this task has a unit of work open: a second one might wait for the first."""
    if _inside and asyncio.current_task() in _inside:
        raise RuntimeError("a unit of work is open in this task: leave it before you open another or ask a token store")


@contextmanager
def only_unit() -> Iterator[None]:
    """Marks the task for as long as its unit of work is open. Raises ``RuntimeError`` if it has one open. The mark
    is on the task and not in its context, as tasks that it starts inherit the context and may outlive the unit."""
    refuse_inside_unit()
    task = asyncio.current_task()
    _inside.add(task)
    try:
        yield
    finally:
        _inside.discard(task)


class UnitScope:
    """A unit of work that can be used until it is committed or left."""

    def __init__(self, *, writable: bool) -> None:
        self._writable = writable
        self._closed: str | None = None
        self._is_committing = False
        self._sources: list[Entity | DomainEvent] = []

    def require_open(self) -> None:
        """Raises ``RuntimeError`` if the unit is committed or left."""
        if self._closed is not None:
            raise RuntimeError(f"this unit of work was {self._closed}: open another one")

    def require_writable(self) -> None:
        """Raises ``RuntimeError`` if the unit is committed or left, or only reads."""
        self.require_open()
        if not self._writable:
            raise RuntimeError("this unit of work only reads: open one that begins a change")

    @property
    def is_committed(self) -> bool:
        """True from the commit on."""
        return self._closed == "committed"

    def close(self, reason: str) -> None:
        """Closes the unit; ``reason`` is ``committed`` or ``left``, and the first one stays."""
        self._closed = self._closed or reason

    def begin_commit(self) -> None:
        """Raises ``RuntimeError`` if the unit is closed or only reads, or if its commit was called before."""
        self.require_writable()
        if self._is_committing:
            raise RuntimeError("this unit of work was committed once: subscribers do not commit")
        self._is_committing = True

    def record_changes(self, *entities: Entity) -> None:
        """Records entities whose events are collected at the commit."""
        self._sources.extend(entities)

    def record_event(self, event: DomainEvent) -> None:
        """Records an event of no entity."""
        self.require_writable()
        self._sources.append(event)

    def collect_events(self) -> list[DomainEvent]:
        """Returns the events that were recorded, and those of the changed entities, each once."""
        sources, self._sources = self._sources, []
        return [event for source in sources for event in _events_of(source)]


def _events_of(source: Entity | DomainEvent) -> list[DomainEvent]:
    return source.collect_events() if isinstance(source, Entity) else [source]
