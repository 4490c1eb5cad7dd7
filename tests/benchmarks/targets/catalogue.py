"""All targets, by name."""

from collections.abc import Callable, Mapping

from tests.benchmarks.targets.aiohttp_floor import AiohttpFloor
from tests.benchmarks.targets.databases import Databases
from tests.benchmarks.targets.fastapi_shape import FastApiShape
from tests.benchmarks.targets.project import DistributedProject, EmbeddedProject
from tests.benchmarks.targets.target import Target

PEER = "fastapi"
"""The target that rates are compared with."""
SQLITE, POSTGRESQL = "Cortex, SQLite", "Cortex, PostgreSQL + Redis"


def _sqlite(users: int, databases: Databases) -> Target:
    return EmbeddedProject(name="sqlite", title=SQLITE, users=users)


def _postgresql(users: int, databases: Databases) -> Target:
    return DistributedProject(name="postgresql", title=POSTGRESQL, users=users, databases=databases)


def _two_processes(users: int, databases: Databases) -> Target:
    title = "Cortex, two processes"
    return DistributedProject(name="two-processes", title=title, users=users, processes=2, databases=databases)


def _fastapi(users: int, databases: Databases) -> Target:
    return FastApiShape(users=users, databases=databases)


def _aiohttp(users: int, databases: Databases) -> Target:
    return AiohttpFloor(users=users)


TARGETS: Mapping[str, Callable[[int, Databases], Target]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "two-processes": _two_processes,
    "fastapi": _fastapi,
    "aiohttp": _aiohttp,
}
GROWING = ("sqlite", "postgresql")
"""The targets that are measured with each number of users."""
OF_TWO_PROCESSES = ("me", "refresh", "login")
"""The scenarios that tell whether a second process helps."""
