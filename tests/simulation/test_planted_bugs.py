"""Bugs that are planted are found, each by the law that it breaks."""

import re
from collections.abc import Callable

import attrs
import pytest

from bootstrap.simulation.simulate import Scenario, SimulationFailed, simulate
from bootstrap.simulation.simulation import Plan
from tests.simulation import planted
from tests.simulation.jobs import job_plan, jobs
from tests.simulation.limits import PLAN as LIMITS
from tests.simulation.limits import limits
from tests.simulation.sessions import PLAN as SESSIONS
from tests.simulation.sessions import sessions

SEEDS = 12
"""Tried one after the other, at most; usually one of the first fails."""
Attempt = Callable[[int], tuple[Scenario, Plan]]


def leases(seed: int) -> tuple[Scenario, Plan]:
    plan, steps = job_plan(seed, alone=True, further=planted.leases_that_are_never_renewed)
    return jobs(0.2, steps), plan


BUGS: dict[str, tuple[Attempt, str]] = {
    "a lease that is never renewed": (leases, "one worker at a time works on a job"),
    "a seal that is skipped": (
        lambda _seed: (sessions(0.3), attrs.evolve(SESSIONS, configure=planted.a_seal_that_is_skipped)),
        "seals are numbered without a gap",
    ),
    "an entry outside of its seal": (
        lambda _seed: (sessions(0.3), attrs.evolve(SESSIONS, configure=planted.an_entry_outside_of_its_seal)),
        "each seal holds as many entries as it says",
    ),
    "a limit that is counted twice": (
        lambda _seed: (limits(0.1), attrs.evolve(LIMITS, stores=planted.limits_counted_twice)),
        "nobody is refused who has not used the quota up",
    ),
    "a limit without end": (
        lambda _seed: (limits(0.1), attrs.evolve(LIMITS, stores=planted.limits_without_end)),
        "no window holds more than the quota",
    ),
    "a refresh without compare": (
        lambda _seed: (sessions(1), attrs.evolve(SESSIONS, stores=planted.refreshes_without_compare)),
        "session|token|generation",
    ),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found_by_the_law_that_it_breaks(bug: str) -> None:
    attempt, law = BUGS[bug]
    assert re.search(law, first_failure(attempt).reason)


def test_the_seed_of_a_failure_repeats_it() -> None:
    attempt, _law = BUGS["a lease that is never renewed"]
    failure = first_failure(attempt)
    scenario, plan = attempt(failure.seed)
    with pytest.raises(SimulationFailed) as again:
        simulate(scenario, seed=failure.seed, plan=plan)
    assert str(again.value) == str(failure)


def first_failure(attempt: Attempt) -> SimulationFailed:
    for seed in range(SEEDS):
        scenario, plan = attempt(seed)
        try:
            simulate(scenario, seed=seed, plan=plan)
        except SimulationFailed as failure:
            return failure
    raise AssertionError(f"{SEEDS} seeds do not find it")
