"""Origins (RFC 6454) in the canonical form that browsers send: lower case, names in ASCII, no default port."""

import re
from collections.abc import Collection
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import idna

WEB = frozenset({"http", "https"})
APPS = frozenset({"capacitor", "ionic", "tauri", "app", "chrome-extension", "moz-extension"})
"""Schemes of pages that are part of an app or a browser extension."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65535
_MAX_CHARS = 512
_PLAIN_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")


def canonical_origin(text: str, schemes: Collection[str] = WEB) -> str:
    """Returns the canonical form of an origin; a trailing slash is ignored. Raises ``ValueError`` if ``text`` is no
    origin, or has a scheme that is not in ``schemes``."""
    if len(text) > _MAX_CHARS or any(character.isspace() or not character.isprintable() for character in text):
        raise ValueError("an origin has no blanks")
    parts = urlsplit(text)
    if parts.scheme not in schemes or parts.path not in {"", "/"} or set("@?#\\") & set(text):
        raise ValueError("an origin is a scheme, a host and perhaps a port")
    port = parts.port
    if port == 0 or parts.netloc.endswith(":"):
        raise ValueError("no port has this number")
    shown = "" if port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{port}"
    return f"{parts.scheme}://{canonical_host(parts.hostname or '')}{shown}"


def canonical_host(host: str) -> str:
    """Returns a name or an address as it is written in a URL. Raises ``ValueError`` if it is neither."""
    try:
        address = ip_address(host)
    except ValueError:
        return _name(host.lower())
    if isinstance(address, IPv6Address):
        if address.scope_id:
            raise ValueError("a zone means nothing to others")
        return f"[{address}]"
    return str(address)


def is_own_origin(origin: str, host: str) -> bool:
    """Returns true if ``origin`` is that of the host in the header ``Host``."""
    scheme = origin.partition("://")[0]
    try:
        return canonical_origin(f"{scheme}://{host}") == origin
    except ValueError:
        return False


def _name(host: str) -> str:
    """Returns a host name in ASCII. Raises ``ValueError``, also if it ends in a number: browsers parse that as an
    address."""
    name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    if not _PLAIN_NAME.fullmatch(name) or _NUMBER.fullmatch(name):
        raise ValueError("this is no name of a host")
    return name
