"""Medians over rounds, and ratios between targets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tests.benchmarks.measures.measurement import Measurement
from tests.benchmarks.measures.statistics import Spread


@attrs.frozen(kw_only=True)
class Summary:
    """All rounds of one scenario at one target."""

    scenario: str
    target: str
    users: int
    rate: Spread
    p50_ms: Spread
    p99_ms: Spread
    cpu_ms: Spread
    database_cpu_ms: Spread
    faults: int

    @property
    def cost_ms(self) -> float:
        """Processor time of the server and its databases for one request."""
        return self.cpu_ms.median + self.database_cpu_ms.median


def summarise(measurements: Iterable[Measurement]) -> list[Summary]:
    """Returns a summary for each scenario, target and number of users, in the order of their first rounds."""
    rounds: Mapping[tuple[str, str, int], list[Measurement]] = defaultdict(list)
    for each in measurements:
        rounds[each.scenario, each.target, each.users].append(each)
    return [_summary(group) for group in rounds.values()]


def _summary(rounds: Sequence[Measurement]) -> Summary:
    first = rounds[0]
    return Summary(
        scenario=first.scenario,
        target=first.target,
        users=first.users,
        rate=Spread.of(each.rate for each in rounds),
        p50_ms=Spread.of(each.p50_ms for each in rounds),
        p99_ms=Spread.of(each.p99_ms for each in rounds),
        cpu_ms=Spread.of(each.cpu_ms for each in rounds),
        database_cpu_ms=Spread.of(each.database_cpu_ms for each in rounds),
        faults=sum(sum(each.faults.values()) for each in rounds),
    )
