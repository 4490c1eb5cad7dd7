"""Logarithmic scales."""

from collections.abc import Iterable
from math import ceil, floor, log10

import attrs


@attrs.frozen
class LogScale:
    """Maps values to coordinates; ``least`` and ``greatest`` are whole powers of ten, or steps of 1, 2, 5 between."""

    least: float
    greatest: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (log10(value) - log10(self.least)) / (log10(self.greatest) - log10(self.least))
        return self.begin + share * (self.end - self.begin)

    def ticks(self) -> list[float]:
        """Returns the values to mark: 1, 2 and 5 times each power of ten."""
        powers = range(floor(log10(self.least)), ceil(log10(self.greatest)) + 1)
        marks = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        return [mark for mark in marks if self.least * 0.999 <= mark <= self.greatest * 1.001]


def bounds(values: Iterable[float]) -> tuple[float, float]:
    """Returns the steps of 1, 2, 5 around all values."""
    found = list(values)
    marks = [step * 10.0**power for power in range(-6, 7) for step in (1, 2, 5)]
    least = max(mark for mark in marks if mark <= min(found) * 0.9)
    greatest = min(mark for mark in marks if mark >= max(found) * 1.1)
    return least, greatest
