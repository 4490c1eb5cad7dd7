"""The table of a run."""

from collections.abc import Sequence

import attrs
import pytest

from tests.benchmarks.measures.measurement import Measurement
from tests.benchmarks.report.faults import fault_lines
from tests.benchmarks.report.summary import summarise
from tests.benchmarks.report.table import Row, digits, markdown, table_rows
from tests.foundation.benchmarks.figures import measured

TITLES = {name: name.upper() for name in ("sqlite", "postgresql", "two-processes", "fastapi", "hash")}


def rows_of(*measurements: Measurement) -> Sequence[Row]:
    return list(table_rows(summarise(measurements), TITLES, users=1000))


def ratios_of(*measurements: Measurement) -> dict[str, str]:
    return {row[1]: row[-1] for row in rows_of(*measurements)}


def test_a_row_has_the_median_of_its_rounds() -> None:
    rounds = [measured("me", "sqlite", rate) for rate in (1200, 1000, 1700)]
    assert rows_of(*rounds) == [
        ("GET me, 32 connections", "SQLITE", "1 200 (1 000–1 700)", "1.00", "2.00", "1.00", "0", "")
    ]


def test_the_errors_of_all_rounds_are_added() -> None:
    failing = attrs.evolve(measured("me", "sqlite", 10), faults={"status 503": 2, "no answer": 1})
    assert rows_of(failing, failing)[0][6] == "6"


def test_errors_are_named_with_their_number() -> None:
    first = attrs.evolve(measured("me", "sqlite", 10), faults={"status 503": 2, "no answer": 1})
    second = attrs.evolve(measured("me", "sqlite", 10), faults={"status 503": 3})
    assert list(fault_lines([first, second])) == [
        "ERRORS of sqlite, me: 5 × status 503",
        "ERRORS of sqlite, me: 1 × no answer",
    ]


def test_rates_are_compared_with_the_peer() -> None:
    assert ratios_of(measured("me", "sqlite", 3000), measured("me", "fastapi", 1000)) == {
        "SQLITE": "3.00 ×",
        "FASTAPI": "1.00 ×",
    }


def test_a_list_without_a_total_is_compared_with_the_only_list_of_the_peer() -> None:
    ratios = [row[-1] for row in rows_of(measured("list-none", "sqlite", 500), measured("list", "fastapi", 100))]
    assert ratios == ["1.00 ×", "5.00 ×"]


def test_logins_are_compared_with_bare_hashes_too() -> None:
    measurements = [
        measured("login", "sqlite", 45),
        measured("login", "fastapi", 40),
        attrs.evolve(measured("login", "hash", 50), users=0),
    ]
    assert ratios_of(*measurements) == {
        "SQLITE": "1.12 ×, 90% of hash",
        "FASTAPI": "1.00 ×, 80% of hash",
        "HASH": "1.25 ×",
    }


def test_two_processes_are_compared_with_one() -> None:
    one, two = measured("me", "postgresql", 1000), measured("me", "two-processes", 1900)
    assert ratios_of(one, two, measured("me", "fastapi", 500))["TWO-PROCESSES"] == "1.90 × of one"


def test_other_numbers_of_users_are_not_in_the_table() -> None:
    assert rows_of(measured("me", "sqlite", 1000, users=1_000_000)) == []


@pytest.mark.parametrize(
    ("value", "text"), [(21853.4, "21 853"), (100, "100"), (46.64, "46.6"), (1.129, "1.13"), (0.0261, "0.026")]
)
def test_a_number_has_the_digits_that_matter(value: float, text: str) -> None:
    assert digits(value) == text


def test_markdown_names_the_work_once() -> None:
    text = markdown(("work", "target", "ratio"), [("me", "a", "1"), ("me", "b", "2"), ("list", "a", "3")])
    assert text.splitlines() == [
        "| work | target | ratio |",
        "|---|---|---:|",
        "| me | a | 1 |",
        "|  | b | 2 |",
        "| list | a | 3 |",
    ]
