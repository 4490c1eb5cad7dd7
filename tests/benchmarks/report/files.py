"""The files of a run: raw figures, tables in Markdown and the plot."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.report.conditions import caption
from tests.benchmarks.report.faults import fault_lines
from tests.benchmarks.report.plot import plot
from tests.benchmarks.report.starts import START_HEADINGS, start_rows
from tests.benchmarks.report.summary import summarise
from tests.benchmarks.report.table import HEADINGS, markdown, table_rows
from tests.benchmarks.results import Results


def write_files(results: Results, folder: Path) -> Iterator[Path]:
    """Writes and yields each file. There is no plot of a run with only one number of users."""
    folder.mkdir(parents=True, exist_ok=True)
    figures, tables, picture = folder / "results.json", folder / "tables.md", folder / "users.svg"
    results.write(figures)
    yield figures
    tables.write_text(_tables(results), "utf-8")
    yield tables
    drawn = plot(summarise(results.measurements), results.titles)
    if drawn is not None:
        picture.write_text(drawn, "utf-8")
        yield picture


def _tables(results: Results) -> str:
    rows = list(table_rows(summarise(results.measurements), results.titles, results.users))
    starts = list(start_rows(results.starts, results.titles))
    remarks = "".join(f"- {line}\n" for line in (*caption(results.conditions), *fault_lines(results.measurements)))
    return f"{markdown(HEADINGS, rows)}\n{markdown(START_HEADINGS, starts)}\n{remarks}"
