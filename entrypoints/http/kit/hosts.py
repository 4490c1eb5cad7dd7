"""Checks the header ``Host`` (RFC 9110, 7.2; RFC 3986, 3.2.2)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address

from aiohttp import HttpVersion, HttpVersion10

MAX_HOST_CHARS = 255 + len(":65535")
_LAST_PORT = 65535
_HOST = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(?P<port>[0-9]{0,5}))?"
)


def is_host_of_request(lines: Sequence[str], version: HttpVersion) -> bool:
    """Returns true if there is exactly one well-formed ``Host`` line; before HTTP/1.1 there may be none."""
    if not lines:
        return version <= HttpVersion10
    return len(lines) == 1 and is_host(lines[0])


def is_host(text: str) -> bool:
    """Returns true if ``text`` is a name or an address, with or without a port."""
    return len(text) <= MAX_HOST_CHARS and _is_host(text)


@lru_cache(maxsize=256)
def _is_host(text: str) -> bool:
    """Remembers the hosts that came last: 70 KiB in all."""
    found = _HOST.fullmatch(text)
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        return False
    return found["six"] is None or _is_ipv6(found["six"])


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
