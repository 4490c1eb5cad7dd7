"""The doctor's view of the audit."""

from datetime import timedelta
from typing import cast

import pytest

from application.audit.measure_audit import MeasureAudit
from application.ports.meter import AuditFigures
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.checks.audit import AuditCheck
from entrypoints.cli.doctor.finding import Finding, Mark
from tests.support.clocks import NOON, StoppedClock

WELL = {"oldest_waiting": timedelta(0), "verified_at": NOON, "findings": 0}


async def findings(figures: dict[str, object], stored: str | None = "0014") -> list[tuple[Mark, str]]:
    async def revisions() -> tuple[str | None, str]:
        if stored == "away":
            raise ServiceUnavailableException
        return stored, "0014"

    async def measure() -> AuditFigures:
        return AuditFigures(**{**WELL, **figures})  # type: ignore[arg-type]  # of a dict

    check = AuditCheck(revisions, cast(MeasureAudit, measure), StoppedClock())
    return [_short(finding) for finding in await check()]


def _short(finding: Finding) -> tuple[Mark, str]:
    assert (finding.cure is None) is (finding.mark is Mark.OK)
    return finding.mark, str(finding.detail)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, (Mark.OK, "It is sealed, and its last verification found nothing.")),
        ({"verified_at": None}, (Mark.OK, "It is sealed; its first verification comes within a day.")),
        ({"findings": 2}, (Mark.FAILURE, "The last verification found 2 differences from what was written.")),
        (
            {"oldest_waiting": timedelta(seconds=60)},
            (Mark.OK, "It is sealed, and its last verification found nothing."),
        ),
        (
            {"oldest_waiting": timedelta(minutes=3)},
            (Mark.WARNING, "An entry has been waiting for its seal for 3 minutes."),
        ),
        ({"verified_at": NOON - timedelta(days=4)}, (Mark.WARNING, "It was verified 4 days ago, and not since.")),
    ],
)
async def test_the_audit_is_looked_at(figures: dict[str, object], expected: tuple[Mark, str]) -> None:
    assert await findings(figures) == [expected]


@pytest.mark.parametrize("stored", [None, "0013", "away"])
async def test_a_database_that_is_not_ready_is_left_to_other_checks(stored: str | None) -> None:
    assert await findings({}, stored) == []
