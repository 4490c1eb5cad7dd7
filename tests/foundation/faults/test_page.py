"""The page of faults is made of the figures that are kept, and has every case."""

from tests.faults.catalogue import BY_NAME, CASES
from tests.faults.report.page import PAGE, LastRun, page_of


def test_the_page_is_what_the_figures_make() -> None:
    assert PAGE.read_text("utf-8") == page_of(LastRun.read(), CASES)


def test_every_case_has_a_row_of_figures_or_says_what_it_lacks() -> None:
    rows = {(row.case, row.storage): row for row in LastRun.read().rows}
    assert set(rows) == {(case.name, storage) for case in CASES for storage in case.storages}
    assert [key for key, row in rows.items() if not (row.figures or row.skipped)] == []


def test_names_of_cases_are_unique() -> None:
    assert len(BY_NAME) == len(CASES)
