"""Progress and the table, for people at a terminal."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.faults.case import Case
from tests.faults.report.table import BROKEN, HEADINGS, PASSED, table_rows
from tests.faults.results import Row
from tests.faults.run import Job

WIDTH_WITHOUT_TERMINAL = 200


class Display:
    """Shows a bar with what runs on a terminal, and a line for each trial that has ended."""

    def __init__(self, progress: Progress | None, console: Console, jobs: int) -> None:
        self._progress, self._console = progress, console
        self._running: list[str] = []
        self._task: TaskID | None = None if progress is None else progress.add_task("", total=jobs)

    def begins(self, job: Job) -> None:
        """Shows what runs."""
        self._running.append(f"{job.case.name} ({job.storage})")
        self._update(0)

    def ends(self, row: Row) -> None:
        """Prints a line."""
        name = f"{row.case} ({row.storage})"
        self._running = [running for running in self._running if running != name]
        colour, word = ("green", "kept") if row.passed else ("red", "BROKEN")
        if row.skipped:
            colour, word = "yellow", "skipped"
        self._console.print(f"[{colour}]{word:8}[/] {name}, {row.seconds:.0f} s", highlight=False)
        for promise in (*row.broken, *filter(None, [row.skipped])):
            self._console.print(f"         {promise}", highlight=False, markup=False, style=colour)
        self._update(1)

    def _update(self, more: int) -> None:
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, advance=more, description=", ".join(self._running))


@contextmanager
def display_of(jobs: int) -> Iterator[Display]:
    """Shows progress on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Display(None, console, jobs)
        return
    columns = (BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        yield Display(progress, console, jobs)


def print_table(cases: Sequence[Case], rows: Sequence[Row]) -> None:
    """Prints a row for each case on standard output."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    table = Table(*HEADINGS, box=box.SIMPLE_HEAD, show_lines=True)
    for *cells, outcome in table_rows(cases, rows):
        colour = {PASSED: "green", BROKEN: "red"}.get(outcome.partition(":")[0], "yellow")
        table.add_row(*cells, f"[{colour}]{outcome}[/]")
    console.print(table)


def print_cases(cases: Sequence[Case]) -> None:
    """Prints the name of each case, what is done and when it passes."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)
    table = Table("name", "fault or load", "passes when", "storages", box=box.SIMPLE_HEAD)
    for case in cases:
        table.add_row(f"[bold]{case.name}[/]", case.fault, case.passes, ", ".join(case.storages))
    console.print(table)
