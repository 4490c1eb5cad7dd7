"""Maps errors of database drivers to errors of the domain."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError

from adapters.persistence.sqlalchemy.dialects.dialect import Dialect
from domain.shared_kernel.errors import ServiceUnavailableException

_NO_THREAD = "can't start new thread"
"""Python has no class for it."""


@contextmanager
def map_driver_errors(dialect: Dialect) -> Iterator[None]:
    """Raises the domain error that the dialect maps a driver error to; an error that it does not map passes unchanged.
    SQLAlchemy's ``TimeoutError`` means that no connection of the pool became free. A connection to SQLite is a thread,
    for which there may be no memory."""
    try:
        yield
    except TimeoutError as error:
        raise ServiceUnavailableException from error
    except RuntimeError as error:
        if str(error) != _NO_THREAD:
            raise
        raise ServiceUnavailableException from error
    except dialect.driver_errors as error:
        meaning = dialect.to_domain_error(error)
        if meaning is None:
            raise
        raise meaning from error
