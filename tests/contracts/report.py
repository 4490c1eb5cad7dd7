"""How each adapter did, as a table, and why it was not asked some things: a plugin of pytest that ``make conformance``
loads."""

from collections import Counter, defaultdict

import pytest
from rich.console import Console
from rich.table import Table

Asked = tuple[str, str]
"""A port, and one of its adapters."""

_outcomes: defaultdict[Asked, Counter[str]] = defaultdict(Counter)
_reasons: defaultdict[Asked, Counter[str]] = defaultdict(Counter)
_seconds: defaultdict[Asked, float] = defaultdict(float)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    match dict(report.user_properties).get("adapter"):
        case [str(port), str(adapter)]:
            _seconds[port, adapter] += report.duration
            if report.when == "call" or not report.passed:
                _outcomes[port, adapter][report.outcome] += 1
            if report.skipped:
                _reasons[port, adapter][_reason(report.longrepr)] += 1
        case _:
            pass


def pytest_terminal_summary() -> None:
    console = Console()
    table = Table("port", "adapter", "kept", "broken", "not asked", "seconds", title="Contracts")
    for (port, adapter), counted in sorted(_outcomes.items()):
        seconds = _seconds[port, adapter]
        colour = "red" if counted["failed"] else "green"
        counts = (str(counted[outcome]) for outcome in ("passed", "failed", "skipped"))
        table.add_row(port, adapter, *counts, f"{seconds:.1f}", style=colour)
    console.print(table)
    for (port, adapter), reasons in sorted(_reasons.items()):
        for reason, count in reasons.most_common():
            console.print(f"not asked of {port} {adapter}, {count}: {reason}", markup=False, highlight=False)


def _reason(skipped: object) -> str:
    """Returns the sentence that the test was skipped with; pytest keeps it behind its file and its line."""
    match skipped:
        case [_, _, str(text)]:
            return text.removeprefix("Skipped: ")
        case _:
            return str(skipped)
