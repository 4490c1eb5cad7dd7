"""Bounds of time that hold on a machine with nothing else to do, and grow with what else it does."""

import os
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from time import perf_counter, thread_time

from adapters.password_hasher.cores import usable_cores

_SAMPLE_SECONDS = 0.03
_QUIET = 1.3
_CROWDED = 4.0
"""Processes for each core. The suite alone, with its servers, has fewer."""
_TELLING_SHARE = 0.05
"""Cores are taken away for many milliseconds at once: one part in twenty is felt by whoever waits for milliseconds."""
_ENOUGH_TICKS = 100
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
    """How many seconds pass for each second that is computed, at this moment. A moment's sample may fall into a pause
    of the others, so it is not less than what was seen on a machine that had far more to do than it has cores in the
    last minute, or whose host gave its cores to others since this process began."""
    return max(_times_slower_now(), _queue_of_last_minute(), times_slower_by_steal(_AT_START, read_cpu_ticks()))


@dataclass(frozen=True)
class CpuTicks:
    """What the cores of a machine did since it started, in ticks."""

    worked: int = 0
    stolen: int = 0


def read_cpu_ticks(statistics: Path = Path("/proc/stat")) -> CpuTicks:
    """Reads ``proc(5)``; nothing was counted where there is none."""
    if not statistics.exists():
        return CpuTicks()
    user, nice, system, _idle, _iowait, irq, softirq, steal, *_guests = map(int, statistics.read_text().split()[1:11])
    return CpuTicks(user + nice + system + irq + softirq, steal)


def times_slower_by_steal(before: CpuTicks, after: CpuTicks) -> float:
    """How many seconds a machine wanted to work for each second that its host let it, 1 where hardly any was stolen or
    too little was done to tell."""
    worked, stolen = after.worked - before.worked, after.stolen - before.stolen
    if worked < _ENOUGH_TICKS or stolen < _TELLING_SHARE * (worked + stolen):
        return 1.0
    return max(_QUIET, (worked + stolen) / worked)


def _queue_of_last_minute() -> float:
    """How many processes wanted each core."""
    wanted = os.getloadavg()[0] / usable_cores()
    return wanted if wanted > _CROWDED else 1.0


def _times_slower_now() -> float:
    began, computed = perf_counter(), thread_time()
    while thread_time() - computed < _SAMPLE_SECONDS:
        pass
    return (perf_counter() - began) / (thread_time() - computed)


_AT_START = read_cpu_ticks()
