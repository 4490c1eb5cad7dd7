"""Counts the cores that this process may use, which may be fewer than the machine has."""

import math
import os
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


def _quotas(groups: Path, own: Path) -> list[float]:
    """Returns the quotas of the process's control group and of all groups around it; the smallest counts."""
    try:
        lines = own.read_text().strip().splitlines()
    except OSError:
        return []
    place = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    folders = [groups / place, *(groups / place).parents]
    inside = [folder for folder in folders if folder == groups or groups in folder.parents]
    return [*filter(None, map(_quota, inside)), *filter(None, [_old_quota(groups / "cpu")])]


def _quota(folder: Path) -> float | None:
    """Reads a group of version 2; ``max 100000`` means no quota."""
    try:
        quota, period = (folder / "cpu.max").read_text().split()
        return None if quota == "max" else int(quota) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return None


def _old_quota(folder: Path) -> float | None:
    """Reads a group of version 1; -1 means no quota."""
    try:
        quota, period = (int((folder / f"cpu.cfs_{name}_us").read_text()) for name in ("quota", "period"))
        return quota / period if quota > 0 else None
    except (OSError, ValueError, ZeroDivisionError):
        return None
