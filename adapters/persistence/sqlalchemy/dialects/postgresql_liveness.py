"""Detects connections to PostgreSQL that a firewall on the way has dropped: nothing reports that, and data sent over
them is lost. Behind a pooler a statement may have to wait for a session of the server, so there silence shows less."""

import asyncio
import os
import socket
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError, InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine

IDLE_SECONDS = 1.0
"""A connection that was idle for longer is tested with a statement before it is used. Under load none is idle for so
long; without load the test delays nothing that matters."""
_ANSWER_SECONDS = 0.5
_KEEPALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
"""TCP keep-alive: seconds until the first probe, seconds between probes, number of probes. Idle connections that are
probed are not dropped."""
_USED_AT = "used_at"


def check_idle_connections(engine: AsyncEngine, *, timeout: float) -> None:
    """Tests idle connections of the engine when they are taken from its pool. After one failure all connections made
    before it are replaced."""
    liveness = _LivenessCheck(min(_ANSWER_SECONDS, timeout / 4), pooled_answer_within=timeout)
    listeners: list[tuple[str, Callable[..., None]]] = [
        ("connect", _keep_alive),
        ("connect", _record_use),
        ("checkin", _record_use),
        ("checkout", liveness.check),
        ("close", liveness.terminate),
        ("handle_error", liveness.note_timeout),
    ]
    for name, listener in listeners:
        event.listen(engine.sync_engine, name, listener)


class _LivenessCheck:
    def __init__(self, answer_within: float, *, pooled_answer_within: float) -> None:
        self._answer_within = answer_within
        self._pooled_answer_within = pooled_answer_within
        self._trusted_from = 0.0

    def check(self, connection: Any, record: Any, _proxy: object) -> None:
        """Raises ``InvalidatePoolError`` for a connection that does not answer, and the pool makes another; for one to
        a pooler ``DisconnectionError``, which says nothing of the others."""
        if self._is_trusted(record):
            return
        is_pooled = connection.driver_connection.is_pooled
        within = self._pooled_answer_within if is_pooled else self._answer_within
        try:
            connection.run_async(partial(_answer, within=within))
        except Exception as error:
            if is_pooled:
                connection.driver_connection.terminate()
                raise DisconnectionError from error
            self._trusted_from = monotonic()
            raise InvalidatePoolError from error

    def terminate(self, connection: Any, record: Any) -> None:
        """Closes an untrusted connection without the closing message, which might never be answered."""
        if not self._is_trusted(record):
            connection.driver_connection.terminate()

    def note_timeout(self, context: Any) -> None:
        """A timeout on this side means a dead connection, as the server ends slow statements itself, earlier."""
        if isinstance(context.original_exception, TimeoutError):
            self._trusted_from = monotonic()

    def _is_trusted(self, record: Any) -> bool:
        used_at: float = record.info.get(_USED_AT, 0.0)
        return used_at >= max(self._trusted_from, monotonic() - IDLE_SECONDS)


async def _answer(driver: Any, *, within: float) -> None:
    async with asyncio.timeout(within):  # wait_for may lose a cancellation: python/cpython#86296
        await driver.execute("SELECT 1")


def _keep_alive(connection: Any, _record: object) -> None:
    """Uses a copy of the descriptor, as event loops hand out only a limited view of their sockets."""
    found = connection.driver_connection._transport.get_extra_info("socket")
    if found is None or found.family == socket.AF_UNIX:
        return
    with socket.socket(fileno=os.dup(found.fileno())) as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE.items():
            if hasattr(socket, name):
                own.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _record_use(_connection: object, record: Any) -> None:
    record.info[_USED_AT] = monotonic()
