"""The port of a target."""

from abc import abstractmethod
from pathlib import Path
from typing import Protocol

from tests.benchmarks.targets.api import Api
from tests.benchmarks.targets.server import Launch


class Target(Protocol):
    """A server that is measured. ``name`` is for options and files, ``title`` for people; ``users`` is the number of
    accounts that it has and ``processes`` that of its processes."""

    name: str
    title: str
    users: int
    processes: int
    api: Api

    @abstractmethod
    async def prepare(self, folder: Path) -> Launch:
        """Makes its database in an empty folder, with the accounts, and returns the way to start it."""
