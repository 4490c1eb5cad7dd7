"""Gives a task that lost a race the right to write alone when it tries again."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakSet

from domain.shared_kernel.errors import LostRace

_losers: WeakSet[asyncio.Task[Any]] = WeakSet()


@contextmanager
def write_lock() -> Iterator[bool]:
    """Yields true if this task lost its last race and is to write alone. ``LostRace`` raised inside is remembered for
    its next transaction."""
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
