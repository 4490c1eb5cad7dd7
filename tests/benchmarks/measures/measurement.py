"""The measurement of one scenario at one target in one round."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from tests.benchmarks.load.flows import Flow
from tests.benchmarks.load.generator import LoadResult, connected, drive
from tests.benchmarks.measures.processes import cpu_seconds
from tests.benchmarks.measures.statistics import percentile
from tests.benchmarks.targets.server import Server


@attrs.frozen(kw_only=True)
class Measurement:
    """The figures of one round. ``database_cpu_ms`` is what PostgreSQL and Valkey spent beside the server."""

    scenario: str
    target: str
    users: int
    round: int
    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    database_cpu_ms: float
    faults: Mapping[str, int]

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return self.requests / self.seconds


@attrs.frozen
class MeasurementId:
    """The scenario, the target and the round that a measurement is of."""

    scenario: str
    target: str
    users: int
    round: int


async def measure(
    identity: MeasurementId, server: Server, flows: Sequence[Flow], *, warm_up: float, seconds: float
) -> Measurement:
    """Drives the flows, first to warm the server up and then to measure it."""
    async with connected(server.port, flows) as connections:
        await drive(connections, warm_up)
        before = _cpu(server)
        load = await drive(connections, seconds)
        own, databases = (after - at_first for after, at_first in zip(_cpu(server), before, strict=True))
    return _measurement(identity, load, own, databases)


def unmeasured(identity: MeasurementId, fault: str) -> Measurement:
    """Returns the place of a measurement that could not be prepared."""
    return _measurement(identity, LoadResult(array("d"), Counter([fault]), 1.0), 0.0, 0.0)


def _cpu(server: Server) -> tuple[float, float]:
    return cpu_seconds([server.pid]), cpu_seconds(server.database_pids)


def _measurement(identity: MeasurementId, load: LoadResult, own: float, databases: float) -> Measurement:
    answers = max(len(load.latencies), 1)
    return Measurement(
        **attrs.asdict(identity),
        requests=len(load.latencies),
        seconds=load.seconds,
        p50_ms=percentile(load.latencies, 50) * 1000,
        p99_ms=percentile(load.latencies, 99) * 1000,
        cpu_ms=own * 1000 / answers,
        database_cpu_ms=databases * 1000 / answers,
        faults=dict(load.faults),
    )
