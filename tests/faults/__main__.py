"""The command behind ``make faults``."""

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import attrs

from tests.faults.catalogue import CASES
from tests.faults.options import Options, parse_options
from tests.faults.report.machine import machine
from tests.faults.report.page import PAGE, LastRun
from tests.faults.report.terminal import display_of, print_cases, print_table
from tests.faults.results import Row
from tests.faults.run import Job, Run, jobs_of

INTERRUPTED = 128 + signal.SIGINT
"""The exit code of a command that was interrupted, as shells give it."""


def main() -> None:
    """Runs the cases, prints the table and writes the files; exits with 1 if a promise was not kept, with 130 if it was
    interrupted before it had tried each."""
    options = parse_options(sys.argv[1:])
    if options.lists:
        print_cases(options.cases)
        return
    if sys.platform != "linux":
        sys.exit("Fault tests need Linux: they stop, limit and watch processes by its means.")
    take_interrupts()
    jobs = jobs_of(options.cases)
    rows = run_all(options, jobs)
    print_table(options.cases, rows)
    write_files(options, rows)
    sys.exit(any(row.broken for row in rows) or (INTERRUPTED if len(rows) < len(jobs) else 0))


def take_interrupts() -> None:
    """SIGINT and SIGTERM end the trials and show what was seen, in the background of a shell as well, where SIGINT is
    ignored at first."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda _number, _frame: signal.raise_signal(signal.SIGINT))


def run_all(options: Options, jobs: Sequence[Job]) -> list[Row]:
    """Runs every job; whoever interrupts it gets the rows that there are."""
    with display_of(len(jobs)) as display:
        run = Run(jobs, options.dose, options.lanes, options.results / "logs", display.begins, display.ends)
        try:
            asyncio.run(run())
        except KeyboardInterrupt:
            print("Interrupted: the table has what was seen so far.", file=sys.stderr)
        return run.rows


def write_files(options: Options, rows: list[Row]) -> None:
    """Writes the figures as JSON, and the page if it is wanted."""
    options.results.mkdir(parents=True, exist_ok=True)
    file = options.results / "results.json"
    file.write_text(json.dumps([attrs.asdict(row) for row in rows], indent=1) + "\n", "utf-8")
    print(f"Written: {file}")
    if any(row.broken for row in rows):
        print(f"Logs of what was broken: {options.results / 'logs'}")
    if options.writes_page:
        conditions = f"{datetime.now(UTC).date()}, {machine()}"
        LastRun.read().renewed(conditions, rows, CASES).write(CASES)
        print(f"Written: {PAGE}")


if __name__ == "__main__":
    main()
