"""The options of a run."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.targets.catalogue import TARGETS

DESCRIPTION = """\
Measures the project beside its peers: each server runs on a core of its own, the
load and the databases on the others. Targets take turns in rounds, every answer's
status is checked, and the table shows medians with the least and greatest round."""
EXAMPLES = """\
examples:
  make bench                                             everything, about ten minutes
  make bench ARGS="--quick"                              a first look, about a minute
  make bench ARGS="--targets sqlite,fastapi --scenarios me,login"

Ratios of one run can be compared between machines, absolute figures cannot."""


@attrs.frozen(kw_only=True)
class Options:
    """The choices of the person who runs the benchmarks."""

    targets: Sequence[str]
    scenarios: Sequence[str]
    rounds: int
    seconds: float
    warm_up: float
    users: int
    sizes: Sequence[int]
    output: Path


THOROUGH = {"rounds": 3, "seconds": 2.0, "warm_up": 0.5, "users": 100_000, "sizes": [1_000, 1_000_000]}
QUICK = {"rounds": 1, "seconds": 1.0, "warm_up": 0.2, "users": 10_000, "sizes": []}
FEWEST_USERS = 1_000
MOST_SECONDS = 60


def parse_options(arguments: Sequence[str]) -> Options:
    """Returns the options; exits with a message if an option is wrong."""
    given: dict[str, Any] = vars(_parser().parse_args(arguments))
    defaults: Mapping[str, Any] = QUICK if given.pop("quick") else THOROUGH
    return Options(**{name: defaults[name] if value is None else value for name, value in given.items()})


def _parser() -> ArgumentParser:
    parser = ArgumentParser("make bench", None, DESCRIPTION, EXAMPLES, formatter_class=RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--quick", action="store_true", help="one short round with 10 000 users, and no growth of users")
    add("--targets", type=_names(TARGETS), default=list(TARGETS), metavar="A,B", help=f"of {', '.join(TARGETS)}")
    add(
        "--scenarios", type=_names(SCENARIOS), default=list(SCENARIOS), metavar="A,B", help=f"of {', '.join(SCENARIOS)}"
    )
    add("--rounds", type=_whole(1), metavar="N", help="rounds in which the targets take turns (3)")
    add("--seconds", type=_seconds, metavar="S", help="seconds of each measurement (2)")
    add("--warm-up", type=_seconds, metavar="S", help="seconds before each measurement (0.5)")
    add("--users", type=_whole(FEWEST_USERS), metavar="N", help="accounts that each target has (100000)")
    add("--sizes", type=_sizes, metavar="N,N", help="other numbers of accounts, for the plot (1000,1000000)")
    add("--output", type=Path, default=Path("build/benchmarks"), metavar="FOLDER", help="default: build/benchmarks")
    return parser


def _names(known: Iterable[str]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := sorted({*names} - {*known}):
            raise ArgumentTypeError(f"{', '.join(unknown)}: choose of {', '.join(known)}")
        return names

    return read


def _whole(least: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise ArgumentTypeError(f"must be a whole number, {least} or more")
        return int(text)

    return read


def _sizes(text: str) -> list[int]:
    return [_whole(FEWEST_USERS)(part) for part in text.split(",") if part]


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= MOST_SECONDS:
        raise ArgumentTypeError(f"must be a number above 0, {MOST_SECONDS} at most")
    return seconds
