"""Figures that tests make up."""

from tests.benchmarks.measures.measurement import Measurement


def measured(scenario: str, target: str, rate: float, *, users: int = 1000, cpu_ms: float = 1.0) -> Measurement:
    """Returns a measurement of one second."""
    return Measurement(
        scenario=scenario,
        target=target,
        users=users,
        round=1,
        requests=round(rate),
        seconds=1.0,
        p50_ms=1.0,
        p99_ms=2.0,
        cpu_ms=cpu_ms,
        database_cpu_ms=0.5,
        faults={},
    )
