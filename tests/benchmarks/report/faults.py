"""The faults of a run, by what they are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.benchmarks.measures.measurement import Measurement


def fault_lines(measurements: Sequence[Measurement]) -> Iterator[str]:
    """Yields a line for each kind of fault of each scenario at each target."""
    faults: Counter[tuple[str, str, str]] = Counter()
    for each in measurements:
        for fault, number in each.faults.items():
            faults[each.target, each.scenario, fault] += number
    for (target, scenario, fault), number in faults.items():
        yield f"ERRORS of {target}, {scenario}: {number} × {fault}"
