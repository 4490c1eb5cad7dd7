"""The reference of metrics, generated from a meter that has counted one of each."""

from collections.abc import Iterable
from datetime import timedelta

from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from adapters.meter.prometheus import GAUGES, PrometheusMeter
from application.ports.meter import AuditFigures, JobFigures
from docs.generators.markdown import code, table
from domain.jobs.stored_job import JobStatus

INTERNAL = {"le"}
"""Labels that belong to the format of a histogram."""


def text() -> str:
    """Returns a table of every metric with its kind and labels."""
    heads = ("metric", "kind", "labels", "what it says")
    return table(heads, (_row(family) for family in _families() if not family.name.endswith("_created")))


def _families() -> Iterable[Metric]:
    meter = PrometheusMeter({name: {"any": float} for name in GAUGES})
    meter.answered("GET", "/", 200, 0.0)
    meter.refreshed("any")
    meter.attempted("any", "any", 0.0)
    meter.limited("any")
    meter.collect_gauges()
    figures = JobFigures(by_status={JobStatus.DONE: 0}, oldest_due=timedelta(0))
    audit = AuditFigures(oldest_waiting=timedelta(0), verified_at=None, findings=0)
    return text_string_to_metric_families(meter.render(figures, audit).decode())


def _row(family: Metric) -> tuple[str, ...]:
    labels = dict.fromkeys(label for sample in family.samples for label in sample.labels if label not in INTERNAL)
    name = f"{family.name}_total" if family.type == "counter" else family.name
    return (code(name), family.type, ", ".join(map(code, labels)), f"{family.documentation}.")
