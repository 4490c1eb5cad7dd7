"""``cortex doctor``: what to mend."""

from collections.abc import Callable, Sequence

from cyclopts import App
from rich.console import Console

from entrypoints.cli.doctor.finding import Finding
from entrypoints.cli.doctor.view import as_lines, decision, document, is_well
from entrypoints.cli.exit_codes import DONE, NOT_DONE
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.output import Json, as_json

Examine = Callable[[Callable[[Finding], None]], Sequence[Finding]]
"""Looks at everything, and tells of each finding when it is there."""


def add_doctor(app: App, examine: Examine) -> App:
    """Gives the command line the command that says what to mend."""

    @app.command(group=OPERATE)
    def doctor(*, json: Json = False) -> int:
        """Look at settings, servers, clocks and this machine, and say what to mend.

        It changes nothing and sends nothing. Exit code 0 where nothing must be mended, else 1.
        """
        if json:
            findings = examine(lambda _finding: None)
            print(as_json(document(findings)))
        else:
            findings = _text(examine)
        return DONE if is_well(findings) else NOT_DONE

    return app


def _text(examine: Examine) -> Sequence[Finding]:
    console = Console(highlight=False, soft_wrap=True)
    findings = examine(lambda finding: console.print(as_lines(finding)))
    console.print(f"\n{decision(findings)}")
    return findings
