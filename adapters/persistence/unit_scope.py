"""The life of a unit of work, and the rule that a task has one at a time, whatever stores it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.events import DomainEvent

_inside: set[asyncio.Task[Any] | None] = set()


def refuse_inside_unit() -> None:
    """Raises ``RuntimeError`` where this task has a unit of work open: it might wait for itself."""
    if asyncio.current_task() in _inside:
        raise RuntimeError("a unit of work is open in this task: leave it before you open another or ask a token store")


@contextmanager
def only_unit() -> Iterator[None]:
    """Marks the task for as long as its unit of work is open. Known by task and not by context, as the tasks that one
    starts inherit its context but may well outlive its unit."""
    refuse_inside_unit()
    task = asyncio.current_task()
    _inside.add(task)
    try:
        yield
    finally:
        _inside.discard(task)


class UnitScope:
    """A unit of work while it can be used: until it is committed or left."""

    def __init__(self, *, writable: bool) -> None:
        self._writable = writable
        self._closed: str | None = None
        self._changed: list[Entity] = []

    def require_open(self) -> None:
        if self._closed is not None:
            raise RuntimeError(f"this unit of work was {self._closed}: open another one")

    def require_writable(self) -> None:
        self.require_open()
        if not self._writable:
            raise RuntimeError("this unit of work only reads: open one that begins a change")

    @property
    def is_committed(self) -> bool:
        return self._closed == "committed"

    def close(self, how: str) -> None:
        self._closed = self._closed or how

    def changed(self, *entities: Entity) -> None:
        """Remembers whose events become true with the commit."""
        self._changed.extend(entities)

    def collect_events(self) -> list[DomainEvent]:
        return [event for entity in self._changed for event in entity.collect_events()]
