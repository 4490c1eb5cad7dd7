"""Log lines go to standard error, each with the id of the request that it belongs to."""

import logging
import sys

from application.request_context import get_request_id

LINE = "%(asctime)s %(levelname)-7s %(request_id)s %(message)s"


def set_up_logs(level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_with_request_id)
    handler.setFormatter(logging.Formatter(LINE))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _with_request_id(record: logging.LogRecord) -> bool:
    record.request_id = get_request_id()
    return True
