"""Pools of connections to PostgreSQL: how many, how they are set up, and when one is given up."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.persistence.sqlalchemy.dialects.dialect import CONNECT_TIMEOUT_SECONDS
from adapters.persistence.sqlalchemy.dialects.postgresql_liveliness import watch_over

APPLICATION_NAME = "nexus-cortex"
RECYCLE_SECONDS = 900
"""The age at which a connection is made anew: addresses, certificates and passwords change."""
_CONNECT_AT_MOST = 2.0
_ANSWER_ON_THE_WAY = 0.5  # the server's own time-outs come first, and say more


def pool_of(url: str, *, size: int, timeout: float, **server_settings: str) -> AsyncEngine:
    """At most ``size`` connections. A statement, a lock, a pause inside a transaction and the way to a connection may
    each take ``timeout`` seconds; a server that does not answer at all is given up shortly after."""
    milliseconds = str(round(timeout * 1000))
    engine = create_async_engine(
        url,
        connect_args={
            "timeout": min(_CONNECT_AT_MOST, timeout),
            "command_timeout": timeout + _ANSWER_ON_THE_WAY,
            "server_settings": {"application_name": APPLICATION_NAME},
        },
        pool_size=size,
        max_overflow=0,
        pool_timeout=timeout,
        pool_recycle=RECYCLE_SECONDS,
        hide_parameters=True,
        execution_options={CONNECT_TIMEOUT_SECONDS: timeout},
    )
    settings = {
        "statement_timeout": milliseconds,
        "lock_timeout": milliseconds,
        "idle_in_transaction_session_timeout": milliseconds,
        "jit": "off",
        **server_settings,
    }
    event.listen(engine.sync_engine, "connect", _setting(settings))
    watch_over(engine, timeout=timeout)
    for name, listener in _LISTENERS.items():
        event.listen(engine.sync_engine, name, listener)
    return engine


def _setting(settings: Mapping[str, str]) -> Callable[[Any, object], None]:
    """By a statement, as PgBouncer refuses to connect whoever names such settings when connecting."""
    sets = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in settings.items())

    def set_up(connection: Any, _record: object) -> None:
        connection.run_async(lambda driver: driver.execute(f"SELECT {sets}"))  # words of ours

    return set_up


def _read_plain_uuids(connection: Any, _record: object) -> None:
    """asyncpg would hand out a subclass."""
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
    """A server that went down has told so: the pool connects anew. No question on the wire is needed for that."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _hang_up(connection: Any, _record: object, error: BaseException | None) -> None:
    """A silent server would not answer a farewell either."""
    if isinstance(error, TimeoutError):
        connection.driver_connection.terminate()


_LISTENERS: Mapping[str, Callable[..., None]] = {
    "connect": _read_plain_uuids,
    "checkout": _refuse_closed,
    "invalidate": _hang_up,
}
