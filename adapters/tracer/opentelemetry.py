"""Traces with OpenTelemetry. Its environment variables, such as ``OTEL_TRACES_SAMPLER`` and ``OTEL_SERVICE_NAME``,
apply."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import attrs
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace import Tracer as OtelTracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from application.ports.tracer import Attributes, Kind, Span, Tracer
from application.request_context import use_span

EXPORT_SECONDS = 2
"""The time that a collector may take; spans that it does not take by then are lost."""
_KINDS: Final[Mapping[Kind, SpanKind]] = {Kind.REQUEST: SpanKind.SERVER, Kind.JOB: SpanKind.CONSUMER}
_HEADER = "traceparent"
_propagator = TraceContextTextMapPropagator()


@attrs.frozen
class OpenTelemetrySpan(Span):
    """A span of OpenTelemetry."""

    span: OtelSpan
    tracer: OtelTracer

    @property
    def traceparent(self) -> str | None:
        carrier: dict[str, str] = {}
        _propagator.inject(carrier)
        return carrier.get(_HEADER)

    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None:
        self.span.update_name(name)
        self.span.set_attributes(attributes)
        if failed:
            self.span.set_status(Status(StatusCode.ERROR))

    @contextmanager
    def child(self, name: str, attributes: Attributes) -> Iterator[None]:
        """An exception marks the span; its text, which may quote values, is left out."""
        with self.tracer.start_as_current_span(
            name, kind=SpanKind.CLIENT, attributes=attributes, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield
            except BaseException as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise


class OpenTelemetryTracer(Tracer):
    """A tracer that exports spans in the background."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("nexus-cortex")

    @classmethod
    def to(cls, collector: str) -> "OpenTelemetryTracer":
        """Returns a tracer that exports to a collector's URL, by OTLP over HTTP."""
        resource = Resource({"service.name": "nexus-cortex"}).merge(OTELResourceDetector().detect())
        provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        exporter = OTLPSpanExporter(f"{collector.rstrip('/')}/v1/traces", timeout=EXPORT_SECONDS)
        provider.add_span_processor(BatchSpanProcessor(exporter))
        return cls(provider)

    @contextmanager
    def span(self, kind: Kind, name: str, parent: str | None) -> Iterator[Span]:
        joined = _propagator.extract({_HEADER: parent} if parent else {})
        with (
            self._tracer.start_as_current_span(
                name, joined, _KINDS[kind], record_exception=False, set_status_on_exception=False
            ) as begun,
            use_span(OpenTelemetrySpan(begun, self._tracer)) as span,
        ):
            yield span

    async def close(self) -> None:
        await asyncio.to_thread(self._provider.shutdown)
