"""Ends listening without losing anybody: to close a listener resets those that wait to be taken, and they may have sent
their request."""

import asyncio
import ctypes
import select
import socket
import struct
import sys
from typing import Final

HANDSHAKE_SECONDS = 0.2
"""How long those who are in the middle of connecting may take: as long as an answer over the network."""
GLANCE = 0.01
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


async def take_last_callers(listener: socket.socket) -> None:
    """Returns when all who came are taken, and nobody can come any more. Whoever tries meanwhile hears nothing, tries
    again after a second, and is refused then. The listener may be shared by several processes, which end together."""
    _refuse_new(listener)
    await asyncio.sleep(HANDSHAKE_SECONDS)
    while _is_awaited(listener):  # noqa: ASYNC110  # the system rings no bell for an empty queue
        await asyncio.sleep(GLANCE)


def _refuse_new(listener: socket.socket) -> None:
    """Elsewhere than on Linux a few may be lost."""
    if sys.platform != "linux":
        return
    program = b"".join(struct.pack("HBBI", *step) for step in _REFUSE_NEW)
    kept = ctypes.create_string_buffer(program, len(program))
    pointer = struct.pack("HP", len(_REFUSE_NEW), ctypes.addressof(kept))
    listener.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, pointer)


def _is_awaited(listener: socket.socket) -> bool:
    """Whether somebody waits to be taken."""
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    return bool(waiting.poll(0))
