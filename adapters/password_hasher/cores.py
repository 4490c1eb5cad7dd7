"""Counts the cores that this process may use, which may be fewer than the machine has."""

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CONTROL_GROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


def usable_cores(groups: Path = CONTROL_GROUPS, own: Path = OWN_GROUP) -> int:
    """Returns the number of cores, at least 1. The quota of a container, read from ``groups``, is rounded up."""
    return max(1, min([_cores_of_process(), *map(math.ceil, _quotas(groups, own))]))


def _cores_of_process() -> int:
    if hasattr(os, "process_cpu_count"):  # Python 3.13, which can be told by its user too
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quotas(groups: Path, own: Path) -> Iterator[float]:
    """Yields the quotas of the process's control group and of all groups around it; the smallest counts."""
    try:
        lines = own.read_text().splitlines()
    except OSError:
        return
    place = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    for folder in (groups / place / "cpu.max").parents:
        if folder.is_relative_to(groups):
            yield from _quota(folder / "cpu.max")
    yield from _quota(groups / "cpu/cpu.cfs_quota_us", groups / "cpu/cpu.cfs_period_us")


def _quota(*files: Path) -> Iterator[float]:
    """Yields the quota in the files of a group: one in version 2, two in version 1. ``max`` and -1 mean none."""
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = (int(number) for file in files for number in file.read_text().split())
        if quota > 0:
            yield quota / period
