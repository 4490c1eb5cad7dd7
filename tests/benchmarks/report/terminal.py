"""Progress and tables for people."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, groupby
from operator import itemgetter

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.benchmarks.report.conditions import caption
from tests.benchmarks.report.faults import fault_lines
from tests.benchmarks.report.starts import START_HEADINGS, start_rows
from tests.benchmarks.report.summary import summarise
from tests.benchmarks.report.table import HEADINGS, table_rows
from tests.benchmarks.results import Results

WIDTH_WITHOUT_TERMINAL = 160


@contextmanager
def progress_of(steps: int) -> Iterator[Callable[[str], None]]:
    """Shows a bar on standard error, or a line for each step if that is no terminal. The block calls the result with
    the name of each step before it begins."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name: print(name, file=sys.stderr, flush=True)
        return
    columns = (BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task, done = progress.add_task("", total=steps), count()

        def begin(name: str) -> None:
            progress.update(task, completed=next(done), description=name)

        yield begin


def print_results(results: Results) -> None:
    """Prints both tables on standard output, and the conditions as their caption."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    rows = list(table_rows(summarise(results.measurements), results.titles, results.users))
    _, *headings = HEADINGS
    table = _table(headings)
    for work, targets in groupby(rows, key=itemgetter(0)):
        table.add_row(f"[bold]{work}")
        for _, target, *figures in targets:
            table.add_row(f"  {target}", *figures)
        table.add_section()
    starts = _table(START_HEADINGS)
    for start in start_rows(results.starts, results.titles):
        starts.add_row(*start)
    console.print(table, starts)
    for line in (*caption(results.conditions), *fault_lines(results.measurements)):
        console.print(line, highlight=False, markup=False)


def _table(headings: Sequence[str]) -> Table:
    """Returns an empty table with names on the left and figures on the right."""
    table = Table(box=box.SIMPLE_HEAD)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    return table
