"""Findings as text and as a document."""

from collections.abc import Mapping, Sequence

import attrs
from rich.text import Text

from entrypoints.cli.doctor.finding import Finding, Mark

STYLES = {Mark.OK: "green", Mark.NOTE: "cyan", Mark.WARNING: "bold yellow", Mark.FAILURE: "bold red"}
_MARK, _ABOUT = 9, 14
"""The widths of the columns."""


def as_lines(finding: Finding) -> Text:
    """Returns a line for the finding, and one for each line of its remedy."""
    text = Text(finding.mark.ljust(_MARK), style=STYLES[finding.mark])
    text.append(f"{finding.about.ljust(_ABOUT)}{finding.detail}", style="default")
    for line in (finding.cure or "").splitlines():
        text.append(f"\n{' ' * (_MARK + _ABOUT)}{line}", style="dim")
    return text


def decision(findings: Sequence[Finding]) -> str:
    """Returns the sentence that sums the findings up."""
    failures, warnings = (sum(each.mark is mark for each in findings) for mark in (Mark.FAILURE, Mark.WARNING))
    if failures:
        return f"To be mended: {failures}. To be looked at: {warnings}."
    return f"Nothing must be mended. To be looked at: {warnings}." if warnings else "All is well."


def is_well(findings: Sequence[Finding]) -> bool:
    """Returns true if there is no failure."""
    return all(finding.mark is not Mark.FAILURE for finding in findings)


def document(findings: Sequence[Finding]) -> Mapping[str, object]:
    """Returns the findings as a document."""
    return {"is_well": is_well(findings), "findings": [attrs.asdict(finding) for finding in findings]}
