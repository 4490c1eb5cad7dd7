"""Simulates many days: ``python -m tests.simulation --days 1000``, or ``make simulation ARGS="--days 1000"``."""

import argparse
import logging
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import attrs

from adapters.password_hasher.cores import usable_cores
from bootstrap.simulation.simulate import SimulationFailed
from tests.simulation.scenarios import SCENARIOS, play

DAYS_OF_A_SEED = 3.0
"""A simulation is this long at most: later days take longer, as rows are kept for a week."""


@attrs.frozen
class Case:
    """A scenario, a seed, and a number of days."""

    scenario: str
    seed: int
    days: float

    @property
    def command(self) -> str:
        """The command that repeats it."""
        return f'make simulation ARGS="--scenario {self.scenario} --seed {self.seed} --days {self.days:g}"'


@attrs.frozen
class Result:
    """The end of a case: the virtual days, and the failure, if any."""

    case: Case
    days: float
    failure: str = ""


def run(case: Case) -> Result:
    """Plays a case, in a process of its own."""
    logging.disable(logging.CRITICAL)
    try:
        outcome = play(case.scenario, case.seed, case.days)
    except SimulationFailed as failure:
        return Result(case, case.days, str(failure))
    return Result(case, outcome.days)


def cases(scenarios: list[str], seed: int, days: float) -> Iterator[Case]:
    """The seeds that fill the days, of one scenario after the other."""
    number, left = seed, days
    while left > 0:
        for scenario in scenarios:
            yield Case(scenario, number, min(left, DAYS_OF_A_SEED))
        number, left = number + 1, left - DAYS_OF_A_SEED


def show(line: str) -> None:
    """Shows progress."""
    print(line, end="", flush=True, file=sys.stderr)


def main() -> int:
    """Returns 1 if a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--days", type=float, default=100, help="virtual days of each scenario (100)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (1); the next ones follow")
    parser.add_argument("--scenario", choices=SCENARIOS, action="append", help="one of them; all unless named")
    parser.add_argument("--processes", type=int, default=usable_cores(), help="how many seeds are played at once")
    given = parser.parse_args()
    chosen = list(cases(given.scenario or list(SCENARIOS), given.seed, given.days))
    began, days = time.monotonic(), 0.0
    with ProcessPoolExecutor(given.processes) as pool:
        for done, result in enumerate(pool.map(run, chosen), 1):
            days += result.days
            if result.failure:
                pool.shutdown(wait=False, cancel_futures=True)
                print(f"\n{result.case.scenario}: {result.failure}\nRepeat it: {result.case.command}")
                return 1
            pace = days * 60 / (time.monotonic() - began)
            show(f"\r{done} of {len(chosen)} seeds, {days:.0f} days, {pace:.0f} a minute ")
    seconds = time.monotonic() - began
    print(
        f"\n{len(chosen)} simulations of {days:.0f} days in {seconds:.0f} s: "
        f"{days * 60 / seconds:.0f} days a minute, and every law held"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
