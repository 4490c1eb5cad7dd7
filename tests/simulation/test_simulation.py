"""Simulations of the service: the same in each process, and true to its laws."""

import os
import subprocess
import sys

import pytest

from bootstrap.simulation import Plan, Simulation, SimulationFailed, simulate
from tests.foundation.checkout import ROOT
from tests.simulation.__main__ import cases
from tests.simulation.scenarios import SCENARIOS, play

DIGEST = "from tests.simulation.scenarios import play; print(play('sessions', 3, 0.1).digest)"


@pytest.mark.parametrize(("scenario", "days"), [("sessions", 0.7), ("jobs", 0.3), ("leases", 0.3), ("limits", 0.5)])
def test_the_laws_hold_on_a_day_of_each_scenario(scenario: str, days: float) -> None:
    assert play(scenario, 1, days).days >= days


def test_a_seed_is_the_same_in_each_process_and_others_differ() -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", DIGEST], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in ("1", "2")
    ]
    (one, _), (other, _) = (each.communicate() for each in runs)
    assert one == other
    assert one.strip()
    assert play("sessions", 4, 0.1).digest != one.decode().strip()


def test_a_law_that_is_broken_in_a_task_of_its_own_ends_the_simulation() -> None:
    async def scenario(simulation: Simulation) -> None:
        simulation.loop.call_later(60, lambda: simulation.report(ValueError("too late")))
        await simulation.pass_time(days=1)

    with pytest.raises(SimulationFailed, match=r"seed 9: ValueError: too late\n.*\n.*process 1 started"):
        simulate(scenario, seed=9, plan=Plan(processes=1))


def test_the_days_that_are_asked_for_are_spread_over_seeds() -> None:
    spread = list(cases(list(SCENARIOS), 7, 5))
    assert [(case.seed, case.days) for case in spread if case.scenario == "jobs"] == [(7, 3.0), (8, 2.0)]
    assert spread[0].command == 'make simulation ARGS="--scenario sessions --seed 7 --days 3"'
