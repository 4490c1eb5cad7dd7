"""Drains the accept queue before a listener is closed. Closing resets the connections that wait in the queue, though
they may have sent their request."""

import asyncio
import ctypes
import logging
import select
import socket
import struct
import sys
from typing import Final

HANDSHAKE_SECONDS = 0.2
"""How long handshakes in progress may take: about a round trip over the network."""
POLL_SECONDS = 0.01
"""Seconds between two looks at the queue."""
MAX_SECONDS = 2.0
"""How long the queue is drained where new connections cannot be refused."""
_logger = logging.getLogger("cortex.http")
_SO_ATTACH_FILTER: Final = 26
_FLAGS, _SYN = 13, 0x02
_LOAD_BYTE, _JUMP_IF_SET, _RETURN = 0x30, 0x45, 0x06
_REFUSE_NEW: Final = (
    (_LOAD_BYTE, 0, 0, _FLAGS),
    (_JUMP_IF_SET, 0, 1, _SYN),
    (_RETURN, 0, 0, 0),
    (_RETURN, 0, 0, 0xFFFFFFFF),
)
"""A socket filter for Linux (``man 7 socket``): it drops packets that open a connection, and lets all others pass."""


async def drain_accept_queue(listener: socket.socket) -> None:
    """Refuses new connections, and returns when every earlier one is accepted. Clients that try meanwhile get no
    answer, repeat after a second and are refused then. Processes may share the listener if they stop together.

    Where the system cannot refuse new connections, or does not let this process, those are accepted too, for at most
    ``MAX_SECONDS``; those that arrive at the moment of closing are reset.
    """
    try:
        async with asyncio.timeout(None if _refuse_new(listener) else MAX_SECONDS):
            await _wait_until_empty(listener)
    except TimeoutError:
        _logger.info("draining_timed_out", extra={"seconds": MAX_SECONDS})


async def _wait_until_empty(listener: socket.socket) -> None:
    await asyncio.sleep(HANDSHAKE_SECONDS)
    while _has_waiting_connection(listener):  # noqa: ASYNC110  # there is no notification of an empty queue
        await asyncio.sleep(POLL_SECONDS)


def _refuse_new(listener: socket.socket) -> bool:
    """Attaches the filter. Returns false if the system is not Linux, or forbids it."""
    if sys.platform != "linux":
        return False
    program = b"".join(struct.pack("HBBI", *step) for step in _REFUSE_NEW)
    kept = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HP", len(_REFUSE_NEW), ctypes.addressof(kept))
    try:
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)
    except OSError as refusal:
        _logger.info("new_connections_not_refusable", extra={"reason": refusal.strerror})
        return False
    return True


def _has_waiting_connection(listener: socket.socket) -> bool:
    """Returns true if a connection waits to be accepted."""
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    return bool(waiting.poll(0))
