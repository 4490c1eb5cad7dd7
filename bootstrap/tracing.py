"""Traces for those who ask for them. OpenTelemetry is an extra, and not imported otherwise."""

from application.ports.tracer import Tracer


class MissingExtra(Exception):
    def __str__(self) -> str:
        return "CORTEX_TRACES_URL is set, and the packages for it are missing: pip install 'nexus-cortex[otel]'"


def open_telemetry(collector: str) -> Tracer:
    """Raises ``MissingExtra``."""
    try:
        from adapters.tracer.opentelemetry import OpenTelemetryTracer
    except ImportError:
        raise MissingExtra from None
    return OpenTelemetryTracer.to(collector)
