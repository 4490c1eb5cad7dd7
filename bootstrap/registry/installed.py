"""The adapters that installed packages register."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, distribution, distributions

PREFIX = "cortex."
"""The beginning of the name of every group."""
SERVICE = "nexus-cortex"


@cache
def installed_entry_points() -> Sequence[EntryPoint]:
    """Returns the entry points of adapters of every installed package."""
    return entry_points_of(distributions())


def entry_points_of(packages: Iterable[Distribution]) -> Sequence[EntryPoint]:
    """Returns the entry points of adapters. Only files of metadata are read: nothing is imported, and a package that
    registers nothing costs one look into its folder. Of two packages of one name the first counts, as for imports."""
    by_name: dict[str, Distribution] = {}
    for found in packages:
        if f"[{PREFIX}" in (found.read_text("entry_points.txt") or ""):
            by_name.setdefault(found.name.lower().replace("_", "-"), found)
    return [entry for found in by_name.values() for entry in found.entry_points if entry.group.startswith(PREFIX)]


def origin(entry: EntryPoint) -> str:
    """Returns the package that an adapter comes from, with its version; ``built in`` if that is this one."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "built in"


def extra_for(scheme: str) -> str | None:
    """Returns what pip installs for a scheme: the extra ``adapter-<scheme>`` of the service, if it has one. A team that
    has packages of its own names them there."""
    try:
        extras = distribution(SERVICE).metadata.get_all("Provides-Extra") or []
    except PackageNotFoundError:
        return None
    wanted = f"adapter-{scheme}"
    return f"{SERVICE}[{wanted}]" if wanted in extras else None
