"""Metrics for Prometheus, summed over all processes that share a folder.

prometheus-client keeps values in files there if ``PROMETHEUS_MULTIPROC_DIR`` is set before it is first imported.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, Literal

import attrs
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from application.ports.meter import AuditFigures, JobFigures, Meter

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
JOB_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 300)
SUM: Final = "livesum"
MAX: Final = "livemax"
GAUGES: Mapping[str, tuple[str, Literal["livesum", "livemax"]]] = {
    "hash_pool": ("Passwords that are being hashed or wait for it", SUM),
    "http_connections": ("Connections of clients that are open", SUM),
    "database_connections": ("Connections to the database that are in use", SUM),
    "loop_lag_seconds": ("How much too late the event loop came to what was due", MAX),
    "started_seconds": ("When the youngest process began, in seconds since 1970", MAX),
}
"""Help text of each gauge, and how the values of several processes are combined."""

Reading = Callable[[], float]


class PrometheusMeter(Meter):
    """A meter whose gauges are read by ``readings``: functions by the name of the gauge and the value of its label
    ``kind``."""

    def __init__(self, readings: Mapping[str, Mapping[str, Reading]]) -> None:
        self._registry = own = CollectorRegistry()
        routes = ["method", "route", "status"]
        self._answers = Counter("cortex_http_requests", "Requests by route and status", routes, registry=own)
        self._answer_seconds = Histogram(
            "cortex_http_request_seconds", "Time to an answer", ["route"], buckets=REQUEST_SECONDS, registry=own
        )
        self._refreshes = Counter("cortex_refreshes", "What became of refresh tokens", ["outcome"], registry=own)
        self._attempts = Counter("cortex_job_attempts", "Attempts at jobs", ["name", "outcome"], registry=own)
        self._attempt_seconds = Histogram(
            "cortex_job_attempt_seconds", "Time of an attempt", ["name"], buckets=JOB_SECONDS, registry=own
        )
        self._limited = Counter("cortex_rate_limited", "Refusals by limits", ["policy"], registry=own)
        self._gauges = {
            name: Gauge(f"cortex_{name}", about, ["kind"], multiprocess_mode=mode, registry=own)
            for name, (about, mode) in GAUGES.items()
            if name in readings
        }
        self._readings = readings

        self._answers_of = cache(self._answers.labels)
        self._answer_seconds_of = cache(self._answer_seconds.labels)
        self._refreshes_of = cache(self._refreshes.labels)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._answers_of(method, route, status).inc()
        self._answer_seconds_of(route).observe(seconds)

    def refreshed(self, outcome: str) -> None:
        self._refreshes_of(outcome).inc()

    def attempted(self, job: str, outcome: str, seconds: float) -> None:
        self._attempts.labels(job, outcome).inc()
        self._attempt_seconds.labels(job).observe(seconds)

    def limited(self, policy: str) -> None:
        self._limited.labels(policy).inc()

    def collect_gauges(self) -> None:
        for name, by_kind in self._readings.items():
            for kind, read in by_kind.items():
                self._gauges[name].labels(kind).set(read())

    def render(self, jobs: JobFigures, audit: AuditFigures) -> bytes:
        registry = self._registry
        if FOLDER_VARIABLE in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # untyped there
        of_database = CollectorRegistry()
        of_database.register(_Jobs(jobs))
        of_database.register(_Audit(audit))
        return generate_latest(registry) + generate_latest(of_database)


@attrs.frozen(eq=False)
class _Jobs(Collector):
    """Figures of the database, which are the same for every process and so are not stored by any."""

    figures: JobFigures

    def collect(self) -> Iterator[Metric]:
        by_status = GaugeMetricFamily("cortex_jobs", "Jobs by what became of them", labels=["status"])
        for status, count in self.figures.by_status.items():
            by_status.add_metric([status], count)
        yield by_status
        yield GaugeMetricFamily(
            "cortex_jobs_oldest_due_seconds",
            "How long the oldest job that is due has been waiting",
            self.figures.oldest_due.total_seconds(),
        )


@attrs.frozen(eq=False)
class _Audit(Collector):
    """Figures of the audit, from the database as well."""

    figures: AuditFigures

    def collect(self) -> Iterator[Metric]:
        figures = self.figures
        gauges = {
            "oldest_waiting_seconds": (
                "How long the oldest entry of the audit has been waiting for a seal",
                figures.oldest_waiting.total_seconds(),
            ),
            "verified_seconds": (
                "When the last verification of the audit ended, in seconds since 1970; 0 before the first",
                figures.verified_at.timestamp() if figures.verified_at else 0,
            ),
            "findings": ("What the last verification of the audit found", figures.findings),
        }
        for name, (about, value) in gauges.items():
            yield GaugeMetricFamily(f"cortex_audit_{name}", about, value)
