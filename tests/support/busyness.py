"""Bounds of time that hold on a machine with nothing else to do, and grow with what else it does."""

from time import perf_counter, thread_time

_SAMPLE_SECONDS = 0.03
_QUIET = 1.3
_MARGIN = 5.0
"""Others come and go, and whoever waits for several processes waits for each of them."""


def allowed(seconds: float) -> float:
    """``seconds`` on a quiet machine, and several times as many as it is slower on a busy one."""
    slower = times_slower()
    return seconds if slower < _QUIET else seconds * slower * _MARGIN


def is_busy() -> bool:
    """Whether there is so much else to do that a service may be overloaded by what is little on a quiet machine."""
    return times_slower() >= _QUIET


def times_slower() -> float:
    """How many seconds pass, at this moment, for each second that is computed."""
    began, computed = perf_counter(), thread_time()
    while thread_time() - computed < _SAMPLE_SECONDS:
        pass
    return (perf_counter() - began) / (thread_time() - computed)
