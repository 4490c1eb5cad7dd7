"""Logs to standard error, with the ids of request, job, user and trace in each line: as text on a terminal, else as
JSON."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor

from application.request_context import get_job_id, get_request_id, get_traceparent, get_user_id
from bootstrap.logging.exceptions import exception_members, log_unhandled_exceptions, write_exception
from domain.shared_kernel.redaction import redacted

QUIETED_LOGGERS = ("alembic",)
"""Loggers of libraries that log from ``WARNING`` on."""
NO_REQUEST_ID = "-"
ID_FIELDS = frozenset({"request_id", "user_id", "job_id", "trace_id"})
"""Fields that are never masked, though they may look like a token."""


def set_up_logs(level: str, form: str = "auto") -> None:
    """Configures logging. ``form`` is ``text``, ``json``, or ``auto``, which is text on a terminal and else JSON."""
    handler = _StandardError(sys.stderr)
    handler.addFilter(_add_ids)
    is_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    handler.setFormatter(_formatter(_text_processors() if is_text else _json_processors()))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in QUIETED_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    log_unhandled_exceptions()


class _StandardError(logging.StreamHandler[TextIO]):
    """Reports the place of a line that cannot be formatted; Python would print the arguments as well."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # as logging names it
        with suppress(OSError, ValueError):  # standard error is closed
            self.stream.write(f"a log line of {record.pathname}:{record.lineno} could not be written\n")


def _add_ids(record: logging.LogRecord) -> bool:
    """Adds the ids of the request, its principal and the job. Runs in the context that logs, as the line may be
    formatted in another one. A line about another account or job keeps the id that it was given."""
    record.request_id = get_request_id()
    for name, found in (("user_id", get_user_id()), ("job_id", get_job_id())):
        if found is not None and not hasattr(record, name):
            setattr(record, name, str(found))
    if traceparent := get_traceparent():
        record.trace_id = traceparent.split("-")[1]
    return True


def _formatter(last: Sequence[Processor]) -> structlog.stdlib.ProcessorFormatter:
    first: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        _drop_empty_request_id,
        _redact_warnings,
    ]
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=first, processors=[remove, *last])


def _drop_empty_request_id(_logger: object, _method: str, event: EventDict) -> EventDict:
    if event.get("request_id") == NO_REQUEST_ID:
        del event["request_id"]
    return event


def _redact_warnings(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Masks the event and all texts in fields but the ids, as they may quote exceptions of libraries."""
    if event["level"] != "info":
        texts = {name: text for name, text in event.items() if isinstance(text, str) and name not in ID_FIELDS}
        event.update({name: redacted(text) for name, text in texts.items()})
    return event


def _text_processors() -> Sequence[Processor]:
    time = structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)
    return [time, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=write_exception)]


def _json_processors() -> Sequence[Processor]:
    """Writes one JSON object a line; times are RFC 3339."""
    return [
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(exception_members),
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
    ]
