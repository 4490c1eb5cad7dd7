"""Errors that come from below the database."""

import asyncpg  # type: ignore[import-untyped]  # it has no types
import pytest

from adapters.persistence.sqlalchemy.dialects import dialect_of
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from domain.shared_kernel.errors import ServiceUnavailableException

DIALECT = dialect_of("sqlite+aiosqlite://")
POSTGRESQL = dialect_of("postgresql+asyncpg://")


def test_a_connection_that_finds_no_memory_for_its_thread_is_an_outage() -> None:
    with pytest.raises(ServiceUnavailableException), map_driver_errors(DIALECT):
        raise RuntimeError("can't start new thread")


def test_any_other_error_of_the_code_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="a unit is open"), map_driver_errors(DIALECT):
        raise RuntimeError("a unit is open")


def test_a_session_that_postgresql_ends_while_it_is_set_up_is_an_outage() -> None:
    with pytest.raises(ServiceUnavailableException), map_driver_errors(POSTGRESQL):
        raise asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress")
