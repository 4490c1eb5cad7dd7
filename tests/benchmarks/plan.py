"""The plan of a run: the targets, and the scenarios of each."""

from collections.abc import Sequence

import attrs

from tests.benchmarks.options import Options
from tests.benchmarks.scenarios.catalogue import SCENARIOS
from tests.benchmarks.scenarios.scenario import Scenario
from tests.benchmarks.targets.catalogue import GROWING, OF_TWO_PROCESSES, TARGETS
from tests.benchmarks.targets.databases import Databases
from tests.benchmarks.targets.target import Target


@attrs.frozen
class PlannedTarget:
    """A target with the scenarios that it is measured by."""

    target: Target
    scenarios: Sequence[Scenario]


def make_plan(options: Options, databases: Databases) -> list[PlannedTarget]:
    """Returns every target with the usual number of users, and then those that are measured with other numbers too."""
    wanted = [SCENARIOS[name] for name in options.scenarios]
    growing = [scenario for scenario in wanted if scenario.grows]
    parts = [_planned(TARGETS[name](options.users, databases), wanted) for name in options.targets]
    parts += [
        _planned(TARGETS[name](users, databases), growing)
        for users in options.sizes
        for name in options.targets
        if name in GROWING and users != options.users
    ]
    return [part for part in parts if part.scenarios]


def _planned(target: Target, wanted: Sequence[Scenario]) -> PlannedTarget:
    served = [scenario for scenario in wanted if scenario.serves(target.api)]
    if target.processes > 1:
        served = [scenario for scenario in served if scenario.name in OF_TWO_PROCESSES]
    return PlannedTarget(target, served)
