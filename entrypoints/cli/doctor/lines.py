"""Findings as lines on a terminal."""

from rich.text import Text

from entrypoints.cli.doctor.finding import Finding, Mark
from entrypoints.cli.language import said

STYLES = {Mark.OK: "green", Mark.NOTE: "cyan", Mark.WARNING: "bold yellow", Mark.FAILURE: "bold red"}
_MARK, _ABOUT = 9, 14
"""The widths of the columns."""


def as_lines(finding: Finding) -> Text:
    """Returns a line for the finding, and one for each line of its remedy."""
    text = Text(finding.mark.ljust(_MARK), style=STYLES[finding.mark])
    text.append(f"{finding.about.ljust(_ABOUT)}{said(finding.detail)}", style="default")
    for line in said(finding.cure or "").splitlines():
        text.append(f"\n{' ' * (_MARK + _ABOUT)}{line}", style="dim")
    return text
