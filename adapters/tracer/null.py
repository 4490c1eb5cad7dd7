from collections.abc import Iterator
from contextlib import contextmanager

from application.ports.tracer import Attributes, Kind, Span, Tracer


class NullSpan(Span):
    """A span that records nothing."""

    @property
    def traceparent(self) -> str | None:
        return None

    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None:
        return

    @contextmanager
    def child(self, name: str, attributes: Attributes) -> Iterator[None]:
        yield


class NullTracer(Tracer):
    """A tracer that records nothing, for services without tracing."""

    @contextmanager
    def span(self, kind: Kind, name: str, parent: str | None) -> Iterator[Span]:
        yield NullSpan()

    async def close(self) -> None:
        return
