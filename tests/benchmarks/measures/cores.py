"""Cores: one for each process of the server, the others for everything else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import attrs


@attrs.frozen
class Cores:
    """The cores of the server, and those of the load generator and the databases."""

    server: frozenset[int]
    others: frozenset[int]

    @property
    def are_separate(self) -> bool:
        """True if the server shares no core."""
        return not self.server & self.others


def split(available: frozenset[int], processes: int = 1) -> Cores:
    """Gives a core to each process of the server if at least one is left; otherwise all share all."""
    if len(available) <= processes:
        return Cores(available, available)
    server = frozenset(sorted(available)[:processes])
    return Cores(server, available - server)


def available_cores() -> frozenset[int]:
    """Returns the cores that this process may use."""
    return frozenset(os.sched_getaffinity(0))


@contextmanager
def pinned_to(cores: frozenset[int]) -> Iterator[None]:
    """Keeps this thread, and the processes that it starts in the block, on ``cores``."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
