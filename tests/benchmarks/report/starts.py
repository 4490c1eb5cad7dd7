"""The table of starts: time to the first answer, and memory."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from tests.benchmarks.measures.statistics import Spread
from tests.benchmarks.report.table import Row, digits
from tests.benchmarks.results import Start

START_HEADINGS = ("target", "users", "ms to the first answer", "memory MiB")


def start_rows(starts: Sequence[Start], titles: Mapping[str, str]) -> Iterator[Row]:
    """Yields a row for each target and number of users."""
    ordered = sorted(starts, key=_identity)
    for (target, users), group in groupby(ordered, key=_identity):
        rounds = list(group)
        milliseconds = Spread.of(each.milliseconds for each in rounds)
        memory = Spread.of(each.memory_mib for each in rounds)
        yield titles[target], f"{users:,}".replace(",", " "), digits(milliseconds.median), digits(memory.median)


def _identity(start: Start) -> tuple[str, int]:
    return start.target, start.users
