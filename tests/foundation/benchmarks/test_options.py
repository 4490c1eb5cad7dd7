"""The options of a run, and its plan."""

import pytest

from tests.benchmarks.options import QUICK, THOROUGH, parse_options
from tests.benchmarks.plan import make_plan
from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.targets.catalogue import TARGETS
from tests.benchmarks.targets.databases import Databases


def planned(*arguments: str) -> list[tuple[str, int, list[str]]]:
    parts = make_plan(parse_options(arguments), Databases())
    return [(part.target.name, part.target.users, [each.name for each in part.scenarios]) for part in parts]


def test_everything_is_measured_unless_something_is_chosen() -> None:
    options = parse_options([])
    assert (options.targets, options.scenarios) == ([*TARGETS], [*SCENARIOS])
    assert (options.rounds, options.users) == (THOROUGH["rounds"], THOROUGH["users"])


def test_a_quick_run_may_still_be_given_other_times() -> None:
    options = parse_options(["--quick", "--seconds", "0.5"])
    assert (options.rounds, options.seconds, options.sizes) == (QUICK["rounds"], 0.5, [])


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--targets", "sqlite,django"], "django: choose of sqlite, "),
        (["--scenarios", "logout"], "logout: choose of live, "),
        (["--rounds", "0"], "must be a whole number, 1 or more"),
        (["--users", "20"], "must be a whole number, 1000 or more"),
        (["--seconds", "-1"], "must be a number above 0"),
        (["--seconds", "soon"], "must be a number above 0"),
    ],
)
def test_a_wrong_option_is_named(capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str) -> None:
    with pytest.raises(SystemExit):
        parse_options(arguments)
    assert complaint in capsys.readouterr().err


def test_a_target_is_measured_by_what_it_serves() -> None:
    assert planned("--targets", "aiohttp", "--scenarios", "me,login,live") == [("aiohttp", 100_000, ["me", "live"])]


def test_a_target_that_serves_nothing_of_it_is_left_out() -> None:
    assert planned("--targets", "aiohttp", "--scenarios", "login") == []


def test_the_project_is_measured_with_other_numbers_of_users_too() -> None:
    chosen = ("--targets", "sqlite,fastapi", "--scenarios", "me,login", "--users", "2000", "--sizes", "1000,2000,5000")
    assert planned(*chosen) == [
        ("sqlite", 2000, ["me", "login"]),
        ("fastapi", 2000, ["me", "login"]),
        ("sqlite", 1000, ["me"]),
        ("sqlite", 5000, ["me"]),
    ]


def test_two_processes_are_measured_by_what_they_may_speed_up() -> None:
    ((_name, _users, scenarios),) = planned("--targets", "two-processes", "--quick")
    assert scenarios == ["me", "refresh", "login"]
