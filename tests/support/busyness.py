"""Bounds of time that hold on a machine with nothing else to do, and grow with what else it does."""

import os
from math import ceil
from time import perf_counter, thread_time

from adapters.password_hasher.cores import usable_cores

_SAMPLE_SECONDS = 0.03
_QUIET = 1.3
_CROWDED = 4.0
"""Processes for each core. The suite alone, with its servers, has fewer."""
_MAX_LEASE_SECONDS = 20
_MARGIN = 5.0
"""Others come and go, and whoever waits for several processes waits for each of them."""


def allowed(seconds: float) -> float:
    """``seconds`` on a quiet machine, and several times as many as it is slower on a busy one."""
    slower = times_slower()
    return seconds if slower < _QUIET else seconds * slower * _MARGIN


def allowed_lease(seconds: float) -> str:
    """A lease, as the setting has it: ``seconds`` on a quiet machine. On a busy one it is long enough for a worker that
    waits for its turn, and short enough to wait for what a dead worker had begun."""
    return f"{ceil(min(allowed(seconds), _MAX_LEASE_SECONDS))}s"


def is_busy() -> bool:
    """Whether there is so much else to do that a service may be overloaded by what is little on a quiet machine."""
    return times_slower() >= _QUIET


def times_slower() -> float:
    """How many seconds pass for each second that is computed, at this moment or, on a machine that had far more to do
    than it has cores, in the last minute: a moment's sample may fall into a pause of the others."""
    return max(_times_slower_now(), _queue_of_last_minute())


def _queue_of_last_minute() -> float:
    """How many processes wanted each core."""
    wanted = os.getloadavg()[0] / usable_cores()
    return wanted if wanted > _CROWDED else 1.0


def _times_slower_now() -> float:
    began, computed = perf_counter(), thread_time()
    while thread_time() - computed < _SAMPLE_SECONDS:
        pass
    return (perf_counter() - began) / (thread_time() - computed)
