"""Web addresses and listening addresses, each in one canonical form."""

import re
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import attrs

from bootstrap.settings.hosts import in_url, is_loopback
from bootstrap.settings.readers import listed, text
from entrypoints.http.kit.origins import APPS, WEB, canonical_host, canonical_origin

_MAX_PORT = 65535
_PATH_CHARACTERS = "/%:@!$&'()*+,;=~-._"
"""Characters that a path may contain unescaped (RFC 3986, section 3.3)."""
_PLAIN_ADDRESS = re.compile(r"[0-9a-f:.]+(?:%[A-Za-z0-9._~-]+)?")
"""An address with or without a zone (RFC 6874), which Python lets be any text."""
_PLAIN_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*")
"""Segments that everybody writes the same way, none of them a dot or two."""


@attrs.frozen
class WebAddress:
    """The canonical form ``text`` of a web address, and its parts; ``host`` has no brackets."""

    text: str
    scheme: str
    host: str

    @property
    def origin(self) -> str:
        """The address without its path."""
        return self.text.removesuffix(self.path)

    @property
    def path(self) -> str:
        """The path, without a slash at its end; empty if there is none."""
        return urlsplit(self.text).path

    @property
    def is_loopback(self) -> bool:
        """True if the address leads to this machine only."""
        return is_loopback(self.host)

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class BindAddress:
    """Host and port of a listener; ``host`` has no brackets."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{in_url(self.host)}:{self.port}"


def web_address(canonical: str) -> WebAddress:
    """Splits an address that is canonical already."""
    parts = urlsplit(canonical)
    return WebAddress(canonical, parts.scheme, parts.hostname or "")


def web_origin(value: object) -> WebAddress | None:
    """Parses an origin; an empty text means none. Raises ``ValueError``."""
    written = text(value).strip()
    return web_address(canonical_origin(written)) if written else None


def public_address(value: object) -> WebAddress | None:
    """Parses an origin, perhaps with a path of plain segments; an empty text means none. Raises ``ValueError``."""
    written = text(value).strip()
    if not written:
        return None
    parts = urlsplit(written)
    path = parts.path.rstrip("/")
    if not _PLAIN_PATH.fullmatch(path) or set("?#") & set(written):
        raise ValueError("a path of letters, digits and . _ ~ - between slashes, no query, no fragment")
    return web_address(canonical_origin(f"{parts.scheme}://{parts.netloc}") + path)


def page_origins(value: object) -> tuple[str, ...]:
    """Parses the origins of pages and apps, without duplicates. Raises ``ValueError``."""
    return tuple(dict.fromkeys(canonical_origin(each.strip(), WEB | APPS) for each in listed(value)))


def link_base(value: object) -> WebAddress | None:
    """Parses the beginning of links, an origin and a path; an empty text means none. Raises ``ValueError``."""
    written = text(value).strip()
    if not written:
        return None
    if any(character.isspace() for character in written) or set("?#") & set(written):
        raise ValueError("no blanks, no query, no fragment")
    parts = urlsplit(written)
    origin = canonical_origin(f"{parts.scheme}://{parts.netloc}")
    return web_address(origin + quote(parts.path, safe=_PATH_CHARACTERS).rstrip("/"))


def listening_host(value: object) -> str:
    """Parses a host name or an address, which is returned without brackets. Raises ``ValueError``."""
    written = text(value).strip()
    bare = written[1:-1] if written.startswith("[") and written.endswith("]") else written
    try:
        address = str(ip_address(bare))
    except ValueError:
        return canonical_host(bare)
    if not _PLAIN_ADDRESS.fullmatch(address):
        raise ValueError("the zone of an address is a name")
    return address


def bind_address(value: object) -> BindAddress | None:
    """Parses ``host:port``, an IPv6 address in brackets; an empty text means none. Raises ``ValueError``."""
    written = text(value).strip()
    if not written:
        return None
    host, _, port = written.rpartition(":")
    if not (host + port).isprintable() or not port.isdecimal() or int(port) > _MAX_PORT:
        raise ValueError("no listener has this address")
    return BindAddress(listening_host(host), int(port))
