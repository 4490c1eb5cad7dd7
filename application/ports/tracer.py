from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from enum import Enum, auto
from typing import Protocol

Attributes = Mapping[str, str | int]
"""Values by their names in OpenTelemetry's semantic conventions: ``http.route``."""


class Kind(Enum):
    """The unit of work that a span covers."""

    REQUEST = auto()
    JOB = auto()


class Span(Protocol):
    """A timed piece of work in a trace. Names and attributes never contain a secret or text that a client sent."""

    @property
    @abstractmethod
    def traceparent(self) -> str | None:
        """The header by which other services join the trace (W3C Trace Context); ``None`` without a trace."""

    @abstractmethod
    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None:
        """Sets the final name of the span and adds attributes, once they are known; ``failed`` marks it as an error."""

    @abstractmethod
    def child(self, name: str, attributes: Attributes) -> AbstractContextManager[None]:
        """Opens a child span for the block, which calls another system."""


class Tracer(Protocol):
    """Traces requests through the service, into their jobs and beyond. It never raises and never waits."""

    @abstractmethod
    def span(self, kind: Kind, name: str, parent: str | None) -> AbstractContextManager[Span]:
        """Opens a span, which is the current one of the request context during the block. It joins the trace of
        ``parent``, a ``traceparent``, and begins a new one if that is missing or malformed."""

    @abstractmethod
    async def close(self) -> None:
        """Sends the spans that are not sent yet."""
