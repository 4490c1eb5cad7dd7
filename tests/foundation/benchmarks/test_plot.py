"""The plot of a run."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.benchmarks.report.plot import LABEL_HEIGHT, plot
from tests.benchmarks.report.scale import LogScale, bounds
from tests.benchmarks.report.summary import summarise
from tests.foundation.benchmarks.figures import measured

SIZES = (1_000, 100_000, 1_000_000)
TITLES = {"sqlite": "On SQLite", "postgresql": "On PostgreSQL"}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*scenarios: str, targets: tuple[str, ...] = ("sqlite", "postgresql"), sizes: tuple[int, ...] = SIZES) -> str:
    figures = [
        measured(scenario, target, 1000, users=users, cpu_ms=1 + number / 100)
        for target in targets
        for number, scenario in enumerate(scenarios)
        for users in sizes
    ]
    picture = plot(summarise(figures), TITLES)
    assert picture is not None
    return picture


def test_a_plot_is_well_formed_and_has_a_title_for_screen_readers() -> None:
    root = ElementTree.fromstring(drawn("me"))  # noqa: S314  # we have just drawn it
    assert root.tag == f"{SVG}svg"
    assert "number of users" in root.findtext(f"{SVG}title", "")


def test_each_scenario_has_a_line_in_the_panel_of_each_target() -> None:
    picture = drawn("me", "refresh")
    assert picture.count("<polyline") == 4
    assert picture.count("<circle") == 4 * len(SIZES)
    assert picture.count(">On SQLite<") == picture.count(">On PostgreSQL<") == 1


def test_the_cost_is_that_of_the_server_and_of_its_databases() -> None:
    assert ">GET me: 1.50 ms<" in drawn("me")


def test_labels_do_not_cover_each_other() -> None:
    picture = drawn("me", "find", "list-none", "refresh", targets=("sqlite",))
    heights = sorted(float(y) for y in re.findall(r'y="([\d.]+)" class="c\d">[^<]', picture))
    assert len(heights) == 4
    assert min(lower - upper for upper, lower in pairwise(heights)) >= LABEL_HEIGHT - 0.1


def test_a_plot_needs_more_than_one_number_of_users() -> None:
    assert plot(summarise([measured("me", "sqlite", 1000)]), TITLES) is None


def test_colours_follow_the_scheme_of_the_reader() -> None:
    assert "prefers-color-scheme:dark" in drawn("me")


@pytest.mark.parametrize(("value", "coordinate"), [(1, 0), (10, 50), (100, 100)])
def test_a_power_of_ten_is_always_as_far(value: float, coordinate: float) -> None:
    assert LogScale(1, 100, 0, 100)(value) == pytest.approx(coordinate)


def test_bounds_are_ticks_around_all_values() -> None:
    least, greatest = bounds([0.3, 4.0])
    assert (least, greatest) == pytest.approx((0.2, 5.0))
    assert LogScale(least, greatest, 0, 100).ticks() == pytest.approx([0.2, 0.5, 1, 2, 5])
