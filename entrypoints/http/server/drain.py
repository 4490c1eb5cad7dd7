"""Ends listening without losing anybody: to close a listener resets those that wait to be taken, and they may have sent
their request."""

import asyncio
import ctypes
import logging
import select
import socket
import struct
import sys
from typing import Final

HANDSHAKE_SECONDS = 0.2
"""How long those who are in the middle of connecting may take: as long as an answer over the network."""
GLANCE = 0.01
MAX_SECONDS = 2.0
"""How long callers are taken where others can go on coming."""
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
"""As Linux reads it (``man 7 socket``): nothing that asks for a new connection comes through, everything else does."""


async def drain_accept_queue(listener: socket.socket) -> None:
    """Returns when all who came are taken, and nobody can come any more. Whoever tries meanwhile hears nothing, tries
    again after a second, and is refused then. The listener may be shared by several processes, which end together.

    Where the system cannot refuse newcomers, or does not let this process, they are taken too, for at most two seconds;
    whoever comes in the moment of closing is reset."""
    try:
        async with asyncio.timeout(None if _refuse_new(listener) else MAX_SECONDS):
            await _until_all_are_taken(listener)
    except TimeoutError:
        _logger.info("connections are still being made while this process stops")


async def _until_all_are_taken(listener: socket.socket) -> None:
    await asyncio.sleep(HANDSHAKE_SECONDS)
    while _is_awaited(listener):  # noqa: ASYNC110  # the system rings no bell for an empty queue
        await asyncio.sleep(GLANCE)


def _refuse_new(listener: socket.socket) -> bool:
    """Whether newcomers are refused from now on: on Linux, unless the kernel or a sandbox forbids it."""
    if sys.platform != "linux":
        return False
    program = b"".join(struct.pack("HBBI", *step) for step in _REFUSE_NEW)
    kept = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HP", len(_REFUSE_NEW), ctypes.addressof(kept))
    try:
        listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)
    except OSError as refusal:
        _logger.info("the system does not let this process refuse new connections: %s", refusal.strerror)
        return False
    return True


def _is_awaited(listener: socket.socket) -> bool:
    """Whether somebody waits to be taken."""
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    return bool(waiting.poll(0))
