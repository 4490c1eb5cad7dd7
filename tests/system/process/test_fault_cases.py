"""Cases of ``make faults`` in small doses."""

from pathlib import Path

import pytest

from tests.faults.case import Case
from tests.faults.catalogue import CASES
from tests.faults.trial import run_trial

SMALL = [pytest.param(case, storage, id=f"{case.name}, {storage}") for case in CASES for storage in case.in_suite]


@pytest.mark.parametrize(("case", "storage"), SMALL)
async def test_promises_are_kept_under_a_fault(case: Case, storage: str, tmp_path: Path) -> None:
    if lack := case.lacks():
        pytest.skip(lack)
    row = await run_trial(case, storage, "quick", tmp_path)
    print(row.figures)
    assert row.broken == []
