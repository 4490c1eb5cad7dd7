"""Every scenario by its name."""

from collections.abc import Callable

from bootstrap.simulation.simulate import Outcome, Scenario, simulate
from bootstrap.simulation.simulation import Plan
from tests.simulation import limits, sessions
from tests.simulation.jobs import job_plan, jobs

Prepared = Callable[[int, float], tuple[Scenario, Plan]]


def _jobs(seed: int, days: float) -> tuple[Scenario, Plan]:
    plan, steps = job_plan(seed, alone=False)
    return jobs(days, steps), plan


def _leases(seed: int, days: float) -> tuple[Scenario, Plan]:
    plan, steps = job_plan(seed, alone=True)
    return jobs(days, steps), plan


SCENARIOS: dict[str, Prepared] = {
    "sessions": lambda _seed, days: (sessions.sessions(days), sessions.PLAN),
    "jobs": _jobs,
    "leases": _leases,
    "limits": lambda _seed, days: (limits.limits(days), limits.PLAN),
}
"""Each takes a seed and a number of days. Audit seals are checked at the end of ``sessions``."""


def play(name: str, seed: int, days: float) -> Outcome:
    """Runs a scenario. Raises ``SimulationFailed``."""
    scenario, plan = SCENARIOS[name](seed, days)
    return simulate(scenario, seed=seed, plan=plan)
