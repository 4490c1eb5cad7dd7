"""Connections to PostgreSQL, of which some may be forgotten by a firewall on the way: nobody says so, and what is sent
over them is lost."""

import asyncio
import os
import socket
from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine

IDLE_SECONDS = 1.0
"""After so long without use a connection is asked whether it is there, before anything is sent over it. Under load none
is idle for so long, and where there is none the question costs nobody anything."""
_ANSWER_SECONDS = 0.5
_KEEPALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}
"""In seconds, but for the last, which is a number of probes: what carries nothing is probed, and so not forgotten."""
_USED_AT = "used_at"


def watch_over(engine: AsyncEngine, *, timeout: float) -> None:
    """Where one connection is found to be forgotten, all that were made before it are made anew."""
    watch = _Watch(min(_ANSWER_SECONDS, timeout / 4))
    listeners: list[tuple[str, Callable[..., None]]] = [
        ("connect", _keep_alive),
        ("connect", _note_use),
        ("checkin", _note_use),
        ("checkout", watch.read_autocommit),
        ("close", watch.hang_up),
        ("handle_error", watch.distrust),
    ]
    for name, listener in listeners:
        event.listen(engine.sync_engine, name, listener)


class _Watch:
    def __init__(self, answer_within: float) -> None:
        self._answer_within = answer_within
        self._trusted_from = 0.0

    def read_autocommit(self, connection: Any, record: Any, _proxy: object) -> None:
        """Raises ``InvalidatePoolError`` for a connection that does not answer, and the pool makes another."""
        if self._is_trusted(record):
            return
        try:
            connection.run_async(lambda driver: asyncio.wait_for(driver.execute("SELECT 1"), self._answer_within))
        except Exception as error:
            self._trusted_from = monotonic()
            raise InvalidatePoolError from error

    def hang_up(self, connection: Any, record: Any) -> None:
        """Says no farewell to whom might not hear it."""
        if not self._is_trusted(record):
            connection.driver_connection.terminate()

    def distrust(self, context: Any) -> None:
        """The server ends what takes long itself: who waits in vain does so for the way there."""
        if isinstance(context.original_exception, TimeoutError):
            self._trusted_from = monotonic()

    def _is_trusted(self, record: Any) -> bool:
        used_at: float = record.info.get(_USED_AT, 0.0)
        return used_at >= max(self._trusted_from, monotonic() - IDLE_SECONDS)


def _keep_alive(connection: Any, _record: object) -> None:
    """On a copy of the descriptor, as event loops do not hand out their sockets whole."""
    found = connection.driver_connection._transport.get_extra_info("socket")
    if found is None or found.family == socket.AF_UNIX:
        return
    with socket.socket(fileno=os.dup(found.fileno())) as own:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEPALIVE.items():
            if hasattr(socket, name):
                own.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _note_use(_connection: object, record: Any) -> None:
    record.info[_USED_AT] = monotonic()
