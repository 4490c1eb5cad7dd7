"""OpenTelemetry, an extra that is imported only if traces are configured."""

from application.ports.tracer import Tracer
from bootstrap.adapters.optional_packages import imports_of
from bootstrap.settings.addresses import WebAddress


def open_telemetry(collector: WebAddress) -> Tracer:
    """Returns a tracer that sends to ``collector``. Raises ``MissingExtra``."""
    with imports_of("nexus-cortex[otel]", setting="CORTEX_TRACES_URL"):
        from adapters.tracer.opentelemetry import OpenTelemetryTracer
    return OpenTelemetryTracer.to(collector.text)
