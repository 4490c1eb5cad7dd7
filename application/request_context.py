"""What the present request or job is about, for whoever answers it. The domain never reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID

from application.ports.tracer import Span
from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language
from domain.shared_kernel.platform import Platform

_language: ContextVar[Language] = ContextVar("language", default=DEFAULT_LANGUAGE)
_platform: ContextVar[Platform | None] = ContextVar("platform", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_user_id: ContextVar[UUID | None] = ContextVar("user_id", default=None)
_job_id: ContextVar[UUID | None] = ContextVar("job_id", default=None)
_span: ContextVar[Span | None] = ContextVar("span", default=None)
SpanT = TypeVar("SpanT", bound=Span)


def get_language() -> Language:
    """The language to answer in."""
    return _language.get()


def set_language(language: Language) -> None:
    _language.set(language)


def get_platform() -> Platform | None:
    """The platform that is spoken to; ``None`` beside the platforms."""
    return _platform.get()


def set_platform(platform: Platform | None) -> None:
    _platform.set(platform)


def get_request_id() -> str:
    """The id that joins an answer, its log lines and its jobs."""
    return _request_id.get()


def set_request_id(request_id: str) -> None:
    _request_id.set(request_id)


def get_user_id() -> UUID | None:
    """Who has proved to send the present request; ``None`` while nobody has."""
    return _user_id.get()


def set_user_id(user_id: UUID | None) -> None:
    _user_id.set(user_id)


def get_job_id() -> UUID | None:
    """The stored job that is being done, the same in every attempt; ``None`` outside of jobs."""
    return _job_id.get()


def set_job_id(job_id: UUID | None) -> None:
    _job_id.set(job_id)


def get_span() -> Span | None:
    """The trace of the present request or job; ``None`` where nobody follows it."""
    return _span.get()


@contextmanager
def span_set(span: SpanT) -> Iterator[SpanT]:
    """It is the present one inside."""
    before = _span.set(span)
    try:
        yield span
    finally:
        _span.reset(before)


def get_traceparent() -> str | None:
    """By which others join the present trace."""
    span = _span.get()
    return span.traceparent if span else None
