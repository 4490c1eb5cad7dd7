"""``cortex doctor``: checks the installation."""

from collections.abc import Callable, Sequence

from cyclopts import App

from entrypoints.cli.doctor.finding import Finding
from entrypoints.cli.doctor.view import decision, document, is_well
from entrypoints.cli.exit_codes import DONE, NOT_DONE
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.language import said
from entrypoints.cli.output import Json, as_json

Examine = Callable[[Callable[[Finding], None]], Sequence[Finding]]
"""Runs every check, passes each finding on as soon as it is there, and returns all of them."""


def add_doctor(app: App, examine: Examine) -> None:
    """Adds the command ``doctor``."""

    @app.command(group=OPERATE)
    def doctor(*, json: Json = False) -> int:
        """Check settings, servers, clocks and this machine, and propose remedies.

        It changes nothing and sends nothing. Exit code 1 if there is a failure, else 0.
        """
        if json:
            findings = examine(lambda _finding: None)
            print(as_json(document(findings)))
        else:
            findings = _text(examine)
        return DONE if is_well(findings) else NOT_DONE


def _text(examine: Examine) -> Sequence[Finding]:
    from rich.console import Console  # slow to import, and needed for findings as text only

    from entrypoints.cli.doctor.lines import as_lines

    console = Console(highlight=False, soft_wrap=True)
    findings = examine(lambda finding: console.print(as_lines(finding)))
    console.print(f"\n{said(decision(findings))}")
    return findings
