"""Figures for Prometheus, over all processes that share a folder.

prometheus-client keeps figures in files there when ``PROMETHEUS_MULTIPROC_DIR`` names it before the first import.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

import attrs
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from application.ports.meter import JobFigures, Meter

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
REQUEST_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
JOB_SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 300)
SUM: Final = "livesum"
MOST: Final = "livemax"
GAUGES: Mapping[str, tuple[str, Literal["livesum", "livemax"]]] = {
    "hash_pool": ("Passwords that are being hashed or wait for it", SUM),
    "http_connections": ("Connections of clients that are open", SUM),
    "database_connections": ("Connections to the database that are in use", SUM),
    "loop_lag_seconds": ("How much too late the event loop came to what was due", MOST),
    "started_seconds": ("When the youngest process began, in seconds since 1970", MOST),
}
"""What each is, and what several processes make of it."""

Reading = Callable[[], float]


class PrometheusMeter(Meter):
    """``readings`` are taken with each sample: by the name of a gauge, for each kind that it tells apart."""

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

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._answers.labels(method, route, str(status)).inc()
        self._answer_seconds.labels(route).observe(seconds)

    def refreshed(self, outcome: str) -> None:
        self._refreshes.labels(outcome).inc()

    def attempted(self, job: str, outcome: str, seconds: float) -> None:
        self._attempts.labels(job, outcome).inc()
        self._attempt_seconds.labels(job).observe(seconds)

    def limited(self, policy: str) -> None:
        self._limited.labels(policy).inc()

    def collect_gauges(self) -> None:
        for name, by_kind in self._readings.items():
            for kind, read in by_kind.items():
                self._gauges[name].labels(kind).set(read())

    def render(self, jobs: JobFigures) -> bytes:
        everybody = self._registry
        if FOLDER_VARIABLE in os.environ:
            everybody = CollectorRegistry()
            MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]  # untyped there
        of_the_database = CollectorRegistry()
        of_the_database.register(_Jobs(jobs))
        return generate_latest(everybody) + generate_latest(of_the_database)


@attrs.frozen(eq=False)
class _Jobs(Collector):
    """What the database tells is the same for every process, so it is no figure of one."""

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
