"""A case: one fault or load, when it passes, and how often it is tried."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import attrs

from tests.faults.sweep import Swept

SQLITE, POSTGRESQL, REDIS = "SQLite", "PostgreSQL", "PostgreSQL and Redis"
"""Where accounts and sessions are kept; the last keeps sessions in Redis."""
STORAGES = (SQLITE, POSTGRESQL, REDIS)


def nothing() -> str | None:
    """The answer of cases that run on every machine."""
    return None


@attrs.define(eq=False)
class Trial:
    """One run of a case on one storage: ``dose`` says how often, ``figures`` what was seen, ``broken`` which promises
    were not kept."""

    case: str
    storage: str
    dose: Mapping[str, int]
    folder: Path
    figures: dict[str, str] = attrs.field(factory=dict)
    broken: list[str] = attrs.field(factory=list)
    swept: Swept = attrs.field(factory=Swept)

    def expect(self, holds: bool, promise: str) -> None:
        """Notes a promise that was not kept."""
        if not holds:
            self.broken.append(promise)

    def show(self, name: str, figure: object) -> None:
        """Notes a figure."""
        self.figures[name] = str(figure)


@attrs.frozen(kw_only=True)
class Case:
    """``fault`` and ``passes`` are sentences for the table. ``full`` and ``quick`` are doses by their names; a case
    that ``waits`` leaves the processor to others. ``lacks`` names what this machine has not, if it is needed;
    ``in_suite`` are the storages on which the tests run the quick dose."""

    name: str
    fault: str
    passes: str
    run: Callable[[Trial], Awaitable[None]]
    storages: tuple[str, ...] = STORAGES
    full: Mapping[str, int]
    quick: Mapping[str, int]
    waits: bool = False
    in_suite: tuple[str, ...] = ()
    lacks: Callable[[], str | None] = nothing
