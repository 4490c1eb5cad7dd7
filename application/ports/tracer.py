from abc import abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from enum import Enum, auto
from typing import Protocol

Attributes = Mapping[str, str | int]
"""By the names that OpenTelemetry has for them: ``http.route``."""


class Kind(Enum):
    REQUEST = auto()
    JOB = auto()


class Span(Protocol):
    """Something that takes time. What is told of it is never a secret, nor what somebody sent."""

    @property
    @abstractmethod
    def traceparent(self) -> str | None:
        """By which others join the trace (W3C Trace Context); ``None`` where there is none."""

    @abstractmethod
    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None:
        """What it is called, now that this is known, and what there is to know of it."""

    @abstractmethod
    def child(self, name: str, attributes: Attributes) -> AbstractContextManager[None]:
        """A part of it, which asks another system."""


class Tracer(Protocol):
    """Follows requests through the service, into their jobs and beyond. It never raises and never waits."""

    @abstractmethod
    def span(self, kind: Kind, name: str, parent: str | None) -> AbstractContextManager[Span]:
        """As long as the block runs it is the span of the request context. It joins the trace of ``parent``, a
        ``traceparent``, and begins one for whatever is not one."""

    @abstractmethod
    async def close(self) -> None:
        """Sends what is not sent yet."""
