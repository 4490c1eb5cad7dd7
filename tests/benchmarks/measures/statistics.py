"""Statistics of latencies and of rounds."""

from collections.abc import Iterable, Sequence
from math import ceil
from statistics import median

import attrs


def percentile(values: Sequence[float], percent: float) -> float:
    """Returns the smallest value that ``percent`` of the values do not exceed; 0 without values."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


@attrs.frozen
class Spread:
    """The median of rounds with the least and the greatest value."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Raises ``ValueError`` without values."""
        rounds = list(values)
        return cls(median(rounds), min(rounds), max(rounds))
