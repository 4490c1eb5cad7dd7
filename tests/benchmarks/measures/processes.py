"""The processor time and the memory of a process and its descendants, as Linux reports them."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PROC = Path("/proc")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_TIMES = slice(11, 15)  # utime, stime, cutime, cstime, counted behind the name
_PROPORTIONAL = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def descendants(pid: int) -> Iterator[int]:
    """Yields the process and its living descendants."""
    yield pid
    for listing in PROC.glob(f"{pid}/task/*/children"):
        for child in _text(listing).split():
            yield from descendants(int(child))


def cpu_seconds(pids: Iterable[int]) -> float:
    """Returns the user and system time of processes and all their descendants, also of those that have ended."""
    return sum(map(_own_cpu_seconds, (member for pid in pids for member in descendants(pid))))


def memory_mib(pid: int) -> float:
    """Returns the memory of a process and its descendants; pages that several share are counted once."""
    rollups = (_text(PROC / str(member) / "smaps_rollup") for member in descendants(pid))
    return sum(int(found[1]) for rollup in rollups if (found := _PROPORTIONAL.search(rollup))) / 1024


def _own_cpu_seconds(pid: int) -> float:
    behind_name = _text(PROC / str(pid) / "stat").rpartition(")")[2]
    return sum(map(int, behind_name.split()[_TIMES])) / _TICKS_PER_SECOND


def _text(path: Path) -> str:
    """Returns nothing for a process that has just ended."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
