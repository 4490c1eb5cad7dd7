"""Findings as a sentence and as a document."""

from collections.abc import Mapping, Sequence

import attrs

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

TO_BE_MENDED = _("To be mended: {failures}. To be looked at: {warnings}.")
TO_BE_LOOKED_AT = _("Nothing must be mended. To be looked at: {warnings}.")
ALL_WELL = _("All is well.")


def decision(findings: Sequence[Finding]) -> Message:
    """Returns the sentence that sums the findings up."""
    failures, warnings = (sum(each.mark is mark for each in findings) for mark in (Mark.FAILURE, Mark.WARNING))
    if failures:
        return TO_BE_MENDED.bind({"failures": failures, "warnings": warnings})
    return TO_BE_LOOKED_AT.bind({"warnings": warnings}) if warnings else ALL_WELL


def is_well(findings: Sequence[Finding]) -> bool:
    """Returns true if there is no failure."""
    return all(finding.mark is not Mark.FAILURE for finding in findings)


def document(findings: Sequence[Finding]) -> Mapping[str, object]:
    """Returns the findings as a document."""
    return {"is_well": is_well(findings), "findings": [_members(finding) for finding in findings]}


def _members(finding: Finding) -> Mapping[str, object]:
    english = {"detail": str(finding.detail), "cure": str(finding.cure) if finding.cure else None}
    return attrs.asdict(finding, recurse=False) | english
