"""The figures of a run, as they are kept in a file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from tests.benchmarks.measures.measurement import Measurement


@attrs.frozen
class Start:
    """The time until the first answer of a server, and its memory then."""

    target: str
    users: int
    round: int
    milliseconds: float
    memory_mib: float


@attrs.frozen(kw_only=True)
class Results:
    """All figures. ``conditions`` says on what and how they were measured; ``titles`` names the targets."""

    conditions: Mapping[str, str]
    titles: Mapping[str, str]
    users: int
    measurements: Sequence[Measurement]
    starts: Sequence[Start]

    def write(self, file: Path) -> None:
        """Writes JSON."""
        file.write_text(json.dumps(attrs.asdict(self), indent=1) + "\n", "utf-8")
