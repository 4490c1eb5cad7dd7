"""The page of faults is made of the figures that are kept, and has every case."""

from tests.faults.catalogue import BY_NAME, CASES
from tests.faults.report.page import PAGE, LastRun, page_of


def test_the_page_is_what_the_figures_make() -> None:
    assert PAGE.read_text("utf-8") == page_of(LastRun.read(), CASES)


def test_every_case_has_a_line_on_the_page_and_nothing_else_has() -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert [line.split("`")[1] for line in lines] == [case.name for case in CASES]


def test_figures_are_of_cases_that_there_are() -> None:
    known = {(case.name, storage) for case in CASES for storage in case.storages}
    assert {(row.case, row.storage) for row in LastRun.read().rows} <= known


def test_names_of_cases_are_unique() -> None:
    assert len(BY_NAME) == len(CASES)
