"""The context of the current request or job, kept in context variables. The domain never reads it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from uuid import UUID

from application.ports.tracer import Span
from domain.sessions.session import Device
from domain.shared_kernel.language import SOURCE_LANGUAGE, Language
from domain.shared_kernel.platform import Platform

_language: ContextVar[Language] = ContextVar("language", default=SOURCE_LANGUAGE)
_platform: ContextVar[Platform | None] = ContextVar("platform", default=None)
_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_user_id: ContextVar[UUID | None] = ContextVar("user_id", default=None)
_session_id: ContextVar[UUID | None] = ContextVar("session_id", default=None)
_device: ContextVar[Callable[[], Device]] = ContextVar("device", default=Device)
_command: ContextVar[str | None] = ContextVar("command", default=None)
_job_id: ContextVar[UUID | None] = ContextVar("job_id", default=None)
_span: ContextVar[Span | None] = ContextVar("span", default=None)
SpanT = TypeVar("SpanT", bound=Span)


def get_language() -> Language:
    """Returns the language of the answer."""
    return _language.get()


def set_language(language: Language) -> None:
    """Sets the language of the answer."""
    _language.set(language)


def get_platform() -> Platform | None:
    """Returns the platform of the request; ``None`` outside of the platforms."""
    return _platform.get()


def set_platform(platform: Platform | None) -> None:
    """Sets the platform of the request."""
    _platform.set(platform)


def get_request_id() -> str:
    """Returns the id that connects an answer with its log lines and jobs."""
    return _request_id.get()


def set_request_id(request_id: str) -> None:
    """Sets the id of the request."""
    _request_id.set(request_id)


def get_user_id() -> UUID | None:
    """Returns the authenticated user of the request; ``None`` before authentication."""
    return _user_id.get()


def get_session_id() -> UUID | None:
    """Returns the session of the request; ``None`` before authentication."""
    return _session_id.get()


def set_principal(user_id: UUID | None, session_id: UUID | None) -> None:
    """Sets the authenticated user and the session of the request."""
    _user_id.set(user_id)
    _session_id.set(session_id)


def get_device() -> Device:
    """Returns the client that sent the request; an empty one outside of requests."""
    return _device.get()()


def set_device(read: Callable[[], Device]) -> None:
    """Sets how the client is read off the request, which few requests need."""
    _device.set(read)


def get_command() -> str | None:
    """Returns the command that runs this process, without its arguments, and who runs it; ``None`` elsewhere."""
    return _command.get()


def set_command(command: str) -> None:
    """Sets the command that runs this process."""
    _command.set(command)


def get_job_id() -> UUID | None:
    """Returns the id of the running job, the same in every attempt; ``None`` outside of jobs."""
    return _job_id.get()


def set_job_id(job_id: UUID | None) -> None:
    """Sets the id of the running job."""
    _job_id.set(job_id)


def get_span() -> Span | None:
    """Returns the span of the current request or job; ``None`` without tracing."""
    return _span.get()


@contextmanager
def use_span(span: SpanT) -> Iterator[SpanT]:
    """Makes ``span`` current for the block."""
    before = _span.set(span)
    try:
        yield span
    finally:
        _span.reset(before)


def get_traceparent() -> str | None:
    """Returns the header by which other services join the current trace; ``None`` without tracing."""
    span = _span.get()
    return span.traceparent if span else None
