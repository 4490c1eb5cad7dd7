"""How each adapter did, as a table: a plugin of pytest that ``make conformance`` loads."""

from collections import Counter, defaultdict

import pytest
from rich.console import Console
from rich.table import Table

_outcomes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
_seconds: defaultdict[tuple[str, str], float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    match dict(report.user_properties).get("adapter"):
        case [str(port), str(adapter)]:
            _seconds[port, adapter] += report.duration
            if report.when == "call" or not report.passed:
                _outcomes[port, adapter][report.outcome] += 1
        case _:
            pass


def pytest_terminal_summary() -> None:
    table = Table("port", "adapter", "kept", "broken", "not asked", "seconds", title="Contracts")
    for (port, adapter), counted in sorted(_outcomes.items()):
        seconds = _seconds[port, adapter]
        colour = "red" if counted["failed"] else "green"
        counts = (str(counted[outcome]) for outcome in ("passed", "failed", "skipped"))
        table.add_row(port, adapter, *counts, f"{seconds:.1f}", style=colour)
    Console().print(table)
