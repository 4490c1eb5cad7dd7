"""Histories of the service are linearizable, and those of planted bugs are not."""

import attrs
import pytest

from bootstrap.simulation import FREQUENT_FAULTS, Faults, Plan
from tests.linearizability import planted
from tests.linearizability.checker import counterexample, is_linearizable
from tests.linearizability.model import by_session, step
from tests.linearizability.recording import ENDS, RACES, Recorded, Weights
from tests.linearizability.report import as_text
from tests.linearizability.simulated import recorded
from tests.support.app_harness import GENEROUS

FAST = Plan(processes=3, settings=dict(GENEROUS))
ROUGH = attrs.evolve(FAST, faults=FREQUENT_FAULTS)
QUICK = attrs.evolve(FAST, faults=Faults(store_seconds=0.004, message_seconds=0.01))
"""Several operations within 50 ms."""
MOST_HISTORIES = 40
MOST_SHOWN = 20
"""Of more than a hundred operations."""


@pytest.mark.parametrize("plan", [FAST, ROUGH], ids=["without faults", "with faults"])
def test_histories_of_three_processes_over_memory_are_linearizable(plan: Plan) -> None:
    for each in recorded(1, plan, 3):
        assert is_linearizable(each.history, each.initial, step), explained(each)


@pytest.mark.parametrize(
    ("plan", "weights"),
    [
        (attrs.evolve(QUICK, stores=planted.remembering), ENDS),
        (attrs.evolve(FAST, stores=planted.without_compare), RACES),
    ],
    ids=["a look-up that is remembered for 50 ms", "a compare-and-set that compares nothing"],
)
def test_a_planted_bug_is_found_and_shown_by_a_few_operations(plan: Plan, weights: Weights) -> None:
    kept = first_counterexample(plan, weights)
    assert 2 <= len(kept.history) <= MOST_SHOWN
    assert as_text(kept.history, kept.history).count("->") == len(kept.history)


def first_counterexample(plan: Plan, weights: Weights) -> Recorded:
    for seed in range(MOST_HISTORIES):
        for each in recorded(seed, plan, 1, weights):
            if not is_linearizable(each.history, each.initial, step):
                return attrs.evolve(each, history=[*counterexample(each.history, each.initial, step, by_session)])
    raise AssertionError(f"{MOST_HISTORIES} histories do not show it")


def explained(each: Recorded) -> str:
    return as_text(each.history, counterexample(each.history, each.initial, step, by_session))
