"""Who writes alone: a task that lost a race, as it most likely tries again."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from domain.shared_kernel.errors import LostRace

_losers: WeakSet[asyncio.Task[Any]] = WeakSet()


@contextmanager
def write_lock() -> Iterator[bool]:
    """Whether this task is to write alone. A race that is lost inside makes that so for its next turn."""
    task = asyncio.current_task()
    if task is None:
        raise RuntimeError("transactions belong to tasks")
    alone = task in _losers
    _losers.discard(task)
    try:
        yield alone
    except LostRace:
        _losers.add(task)
        raise
