from collections.abc import Iterator
from contextlib import contextmanager

from application.ports.tracer import Facts, Kind, Span, Tracer


class SilentSpan(Span):
    @property
    def traceparent(self) -> str | None:
        return None

    def tell(self, name: str, facts: Facts, *, failed: bool = False) -> None:
        return

    @contextmanager
    def step(self, name: str, facts: Facts) -> Iterator[None]:
        yield


class SilentTracer(Tracer):
    """For those who do not ask for traces."""

    @contextmanager
    def span(self, kind: Kind, name: str, parent: str | None) -> Iterator[Span]:
        yield SilentSpan()

    async def close(self) -> None:
        return
