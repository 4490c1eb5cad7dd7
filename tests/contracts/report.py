"""How each adapter did, as a table: a plugin of pytest that ``make conformance`` loads."""

from collections import Counter, defaultdict

import pytest
from rich.console import Console
from rich.table import Table

_outcomes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    adapter = dict(report.user_properties).get("adapter")
    if adapter is None:
        return
    counted = _outcomes[tuple(adapter)]
    counted["seconds"] += report.duration
    if report.when == "call" or not report.passed:
        counted[report.outcome] += 1


def pytest_terminal_summary() -> None:
    table = Table("port", "adapter", "kept", "broken", "not asked", "seconds", title="Contracts")
    for (port, adapter), counted in sorted(_outcomes.items()):
        colour = "red" if counted["failed"] else "green"
        counts = (str(counted[outcome]) for outcome in ("passed", "failed", "skipped"))
        table.add_row(port, adapter, *counts, f"{counted['seconds']:.1f}", style=colour)
    Console().print(table)
