from collections.abc import Sequence
from typing import Protocol

DEFAULT_WORKERS = 1
"""How many processes serve unless the operator says so."""


class Commands(Protocol):
    """The commands that do not need the open service; each assembles what it needs when it is called."""

    def serve(self, workers: int) -> None:
        """Serves with so many processes until a stop signal."""

    def worker(self) -> None:
        """Runs jobs until a stop signal."""

    def migrate(self) -> bool:
        """Migrates the database. Returns false if it was up to date."""

    def schema_differences(self) -> Sequence[str]:
        """Returns a line for each difference between the database and the entities."""

    def demo(self, accounts: int) -> int:
        """Returns how many demo accounts were added."""
