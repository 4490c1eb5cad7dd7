"""The table: a row for each case, with what was seen on each storage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.faults.case import Case
from tests.faults.results import Row

HEADINGS = ("case", "storages", "doses", "figures", "outcome")
PASSED, BROKEN, SKIPPED, OPEN = "kept", "BROKEN", "skipped", "not run"


def table_rows(cases: Iterable[Case], rows: Sequence[Row]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yields the cells of each case."""
    for case in cases:
        mine = [row for row in rows if row.case == case.name]
        doses = next((row.dose for row in mine if row.dose), {})
        yield case.fault, ", ".join(case.storages), dose_text(doses), figures_text(mine), outcome(mine)


def outcome(rows: Sequence[Row]) -> str:
    """One word, and which promises were not kept."""
    broken = [f"{row.storage}: {promise}" for row in rows for promise in row.broken]
    if broken:
        return f"{BROKEN}: {'; '.join(broken)}"
    skipped = [row.skipped for row in rows if row.skipped]
    if skipped:
        return f"{SKIPPED}: {skipped[0]}"
    return PASSED if rows else OPEN


def dose_text(dose: Mapping[str, int]) -> str:
    """``50 kills, 6 clients``."""
    return ", ".join(f"{number} {name}" for name, number in dose.items())


def figures_text(rows: Sequence[Row]) -> str:
    """The figures of each storage."""
    texts = {row.storage: ", ".join(f"{name} {figure}" for name, figure in row.figures.items()) for row in rows}
    texts = {storage: text for storage, text in texts.items() if text}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "; ".join(f"{storage}: {text}" for storage, text in texts.items())
