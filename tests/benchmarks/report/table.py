"""The table of a run."""

from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.measures import raw_hash
from tests.benchmarks.measures.statistics import Spread
from tests.benchmarks.report.summary import Summary
from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.targets.catalogue import PEER

HEADINGS = ("work", "target", "requests/s (range)", "p50 ms", "p99 ms", "CPU ms", "errors", "ratio")
Row = tuple[str, ...]
_ONE_PROCESS = {"two-processes": "postgresql"}
"""Targets that are compared with another one rather than with the peer."""


def table_rows(summaries: Sequence[Summary], titles: Mapping[str, str], users: int) -> Iterator[Row]:
    """Yields a row for each target of each scenario with the usual number of users. The ratio is that of rates: to the
    peer, to bare hashes, or of two processes to one."""
    rows = {(each.scenario, each.target): each for each in summaries if each.users in (users, 0)}
    for scenario in SCENARIOS.values():
        for (name, target), row in rows.items():
            if name == scenario.name:
                yield scenario.label, titles[target], *_figures(row), _ratio(row, rows)


def _figures(row: Summary) -> Iterator[str]:
    yield _range(row.rate)
    yield digits(row.p50_ms.median)
    yield digits(row.p99_ms.median)
    yield digits(row.cpu_ms.median)
    yield str(row.faults)


def _ratio(row: Summary, rows: Mapping[tuple[str, str], Summary]) -> str:
    if row.target in _ONE_PROCESS:
        one = rows.get((row.scenario, _ONE_PROCESS[row.target]))
        return f"{digits(row.rate.median / one.rate.median)} × of one" if one and one.rate.median else ""
    peer = rows.get((SCENARIOS[row.scenario].compared_with, PEER))
    ratio = f"{digits(row.rate.median / peer.rate.median)} ×" if peer and peer.rate.median else ""
    bare = rows.get((row.scenario, raw_hash.TARGET))
    share = f"{row.rate.median / bare.rate.median:.0%} of hash" if bare and bare is not row else ""
    return ", ".join(filter(None, (ratio, share)))


def _range(spread: Spread) -> str:
    if spread.least == spread.greatest:
        return digits(spread.median)
    return f"{digits(spread.median)} ({digits(spread.least)}–{digits(spread.greatest)})"


def digits(value: float) -> str:
    """Returns a number with three significant digits, and blanks between thousands."""
    if value >= 100:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def markdown(headings: Row, rows: Sequence[Row]) -> str:
    """Returns a table in Markdown; a cell that repeats the one above it in the first column is left empty."""
    lines = ["| " + " | ".join(headings) + " |", "|---|---|" + "---:|" * (len(headings) - 2)]
    above = ""
    for first, *others in rows:
        lines.append("| " + " | ".join(["" if first == above else first, *others]) + " |")
        above = first
    return "\n".join(lines) + "\n"
