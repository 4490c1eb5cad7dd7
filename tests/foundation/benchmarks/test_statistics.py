"""Percentiles and medians."""

import pytest

from tests.benchmarks.measures.statistics import Spread, percentile


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (1, 1), (50, 50), (99, 99), (99.5, 100), (100, 100)])
def test_a_percentile_is_one_of_the_values(percent: float, expected: float) -> None:
    assert percentile([*range(100, 0, -1)], percent) == expected


def test_a_percentile_of_few_values_is_the_greatest() -> None:
    assert percentile([3.0, 1.0], 99) == 3.0
    assert percentile([], 99) == 0.0


def test_a_spread_has_the_median_between_its_ends() -> None:
    assert Spread.of([3.0, 1.0, 8.0]) == Spread(3.0, 1.0, 8.0)
    assert Spread.of([3.0, 1.0]).median == 2.0
