"""Ports for servers of tests, which nobody else is given while these are down or not yet up."""

import atexit
import socket
from collections import deque
from secrets import choice

PORTS = range(16_384, 32_768)
"""Below those that systems give to connections and to whoever asks for any: from 32 768 on Linux, from 49 152 elsewhere
(RFC 6335)."""
MOST = 256
_held: deque[socket.socket] = deque()


def free_port() -> int:
    """A port of 127.0.0.1 at which nobody listens. Other runs of tests are not given it as long as this process lives,
    unless it asks for 256 more."""
    for _time in PORTS:
        port = choice(PORTS)
        if _hold(port):
            return port
    raise AssertionError("no port is free")


def _hold(port: int) -> bool:
    """Takes the UDP port of the same number, which no server wants, as a sign for others."""
    sign = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sign.bind(("127.0.0.1", port))
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        sign.close()
        return False
    _held.append(sign)
    if len(_held) > MOST:
        _held.popleft().close()
    return True


@atexit.register
def _give_back() -> None:
    for sign in _held:
        sign.close()
