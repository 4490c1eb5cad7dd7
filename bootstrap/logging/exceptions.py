"""Formats exceptions for logs: where it happened and what it was, without the values that the code held."""

import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Final, TextIO

from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import ExcInfo

from domain.shared_kernel.redaction import redacted

_FRAMES: Final = 50
_as_dictionaries: Final = ExceptionDictTransformer(show_locals=False, max_frames=_FRAMES)
_logger = logging.getLogger("cortex")


def exception_members(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """Returns the chain of exceptions, the raised one first: ``exc_type``, ``exc_value`` (redacted) and ``frames`` with
    file, line and function. Local variables are left out, as they may hold passwords."""
    return [_redacted(member) for member in _as_dictionaries(exc_info)]


def write_exception(stream: TextIO, exc_info: ExcInfo) -> None:
    """Writes the same as text, the raised exception last, as Python prints it."""
    for member in reversed(exception_members(exc_info)):
        stream.writelines(f"\n{line}" for line in _lines(member))


def log_unhandled_exceptions() -> None:
    """Logs what Python would print itself: exceptions that end the process or a thread, and those that cannot be
    raised, as in destructors and in callbacks from C."""
    sys.excepthook = _log_end_of_process
    threading.excepthook = _log_end_of_thread
    sys.unraisablehook = _log_unraisable


def _log_end_of_process(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        _logger.critical("process_ended_by_error", exc_info=(kind, error, traceback))
    else:
        sys.__excepthook__(kind, error, traceback)


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    _logger.critical("thread_ended_by_error", exc_info=ended.exc_value)


def _log_unraisable(raised: "sys.UnraisableHookArgs") -> None:
    _logger.error("unraisable_error", exc_info=raised.exc_value)


def _redacted(member: dict[str, Any]) -> dict[str, Any]:
    grouped = [[_redacted(each) for each in chain] for chain in member["exceptions"]]
    return member | {
        "exc_value": redacted(member["exc_value"]),
        "exc_notes": [redacted(note) for note in member["exc_notes"]],
        "exceptions": grouped,
    }


def _lines(member: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    yield f"{indent}{'caused:' if member['is_cause'] else 'Traceback:'}"
    for frame in member["frames"]:
        yield f'{indent}  File "{frame["filename"]}", line {frame["lineno"]}, in {frame["name"]}'
    yield f"{indent}{member['exc_type']}: {member['exc_value']}"
    for chain in member["exceptions"]:
        for each in reversed(chain):
            yield from _lines(each, f"{indent}  | ")
