"""The header ``Host`` (RFC 9110, 7.2; RFC 3986, 3.2.2)."""

import re
from collections.abc import Sequence
from ipaddress import AddressValueError, IPv6Address

from aiohttp import HttpVersion, HttpVersion10

LONGEST = 255 + len(":65535")
_LAST_PORT = 65535
_HOST = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::(?P<port>[0-9]{0,5}))?"
)


def is_host_of_request(lines: Sequence[str], version: HttpVersion) -> bool:
    """Whether a request names its host as it must: once and well-formed; before HTTP/1.1 it may name none."""
    if not lines:
        return version <= HttpVersion10
    return len(lines) == 1 and is_host(lines[0])


def is_host(text: str) -> bool:
    """A name or an address, with or without a port."""
    found = _HOST.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        return False
    return found["six"] is None or _is_ipv6(found["six"])


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
