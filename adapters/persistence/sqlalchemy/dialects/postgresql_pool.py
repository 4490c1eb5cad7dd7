"""Connection pools of PostgreSQL: size, settings of connections, and when one is discarded."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.persistence.sqlalchemy.dialects.compiled_statements import COMPILED_STATEMENTS
from adapters.persistence.sqlalchemy.dialects.dialect import CONNECT_TIMEOUT_SECONDS
from adapters.persistence.sqlalchemy.dialects.postgresql_connection import PostgreSqlDriver
from adapters.persistence.sqlalchemy.dialects.postgresql_liveness import check_idle_connections

APPLICATION_NAME = "nexus-cortex"
RECYCLE_SECONDS = 900
"""The age at which a connection is replaced, as addresses, certificates and passwords change."""
_NETWORK_SECONDS = 0.5  # the server's own time-outs come first, and say more


def pool_of(url: str, *, size: int, timeout: float, **server_settings: str) -> AsyncEngine:
    """Returns an engine with at most ``size`` connections. A statement, a lock, an idle transaction and connecting may
    each take ``timeout`` seconds; a server that does not answer at all is given up shortly after."""
    milliseconds = str(round(timeout * 1000))
    settings = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": milliseconds,
        "jit": "off",
        **server_settings,
    }
    engine = create_async_engine(
        url,
        module=PostgreSqlDriver(settings),
        connect_args={
            "timeout": timeout,
            "command_timeout": timeout + _NETWORK_SECONDS,
            "server_settings": {"application_name": APPLICATION_NAME},
        },
        pool_size=size,
        max_overflow=0,
        pool_timeout=timeout,
        pool_recycle=RECYCLE_SECONDS,
        hide_parameters=True,
        execution_options={CONNECT_TIMEOUT_SECONDS: timeout, "compiled_cache": COMPILED_STATEMENTS},
    )
    for name, listener in _LISTENERS.items():
        event.listen(engine.sync_engine, name, listener)
    check_idle_connections(engine, timeout=timeout)  # the last, so that a new connection counts as used by all of these
    return engine


def _read_plain_uuids(connection: Any, _record: object) -> None:
    """Decodes to ``UUID``, as asyncpg would return a subclass."""
    connection.run_async(
        lambda driver: driver.set_type_codec(
            "uuid", schema="pg_catalog", encoder=_bytes_of, decoder=_uuid_of, format="binary"
        )
    )


def _bytes_of(value: UUID) -> bytes:
    return value.bytes


def _uuid_of(value: bytes) -> UUID:
    return UUID(bytes=bytes(value))


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Raises ``DisconnectionError`` for a connection that the server has closed, and the pool connects anew. This needs
    no round trip."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _terminate(connection: Any, _record: object, error: BaseException | None) -> None:
    """Closes a connection that timed out without the closing message, which a silent server would not answer."""
    if isinstance(error, TimeoutError):
        connection.driver_connection.terminate()


_LISTENERS: Mapping[str, Callable[..., None]] = {
    "connect": _read_plain_uuids,
    "checkout": _refuse_closed,
    "invalidate": _terminate,
}
