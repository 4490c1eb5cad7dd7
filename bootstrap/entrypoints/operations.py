"""The listener for operators."""

from collections.abc import Sequence

from application.audit.measure_audit import MeasureAudit
from bootstrap.domains.core import Core
from bootstrap.entrypoints.http_kit import HttpKit
from bootstrap.settings.settings import Settings
from entrypoints.http.application import HttpEntrypoint
from entrypoints.http.kit.hooks import Site
from entrypoints.http.operations.dependencies import Dependency, DetailedHealth
from entrypoints.http.operations.listener import OperationsListener
from entrypoints.http.operations.loop_lag import LoopLag
from entrypoints.http.operations.metrics import Metrics
from entrypoints.http.operations.routes import operator_routes


def operations(
    core: Core, kit: HttpKit, *, dependencies: Sequence[Dependency], lag: LoopLag, settings: Settings
) -> OperationsListener:
    """Assembles the listener, which serves health and metrics."""
    ports = core.ports
    health = DetailedHealth(dependencies)
    entrypoint = HttpEntrypoint(
        endpoints=operator_routes(
            health, Metrics(ports.meter, core.jobs.count_jobs, MeasureAudit(ports.read, ports.clock))
        ),
        translator=ports.translator,
        authenticate=core.sessions.authenticate,
        context=kit.context,
        meter=ports.meter,
        site=Site(public_origin=settings.web.public.text),
        docs=False,
    )
    return OperationsListener(entrypoint, ports.meter, lag, settings.operations.listens_on)
