"""Addresses of the web and of listeners, each in one canonical form, however it was written."""

from ipaddress import ip_address
from urllib.parse import quote, urlsplit

import attrs

from bootstrap.settings.hosts import in_url, is_loopback
from bootstrap.settings.readers import listed, text
from entrypoints.http.kit.origins import APPS, WEB, canonical_host, canonical_origin

_LAST_PORT = 65535
_KEPT = "/%:@!$&'()*+,;=~-._"
"""What a path may hold as it is (RFC 3986, 3.3)."""


@attrs.frozen
class WebAddress:
    """An address of the web in its canonical form, ``text``, and the parts of it; ``host`` has no brackets."""

    text: str
    scheme: str
    host: str

    @property
    def is_loopback(self) -> bool:
        """Whether it leads to this machine alone."""
        return is_loopback(self.host)

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class BindAddress:
    """Where a listener listens; ``host`` has no brackets."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{in_url(self.host)}:{self.port}"


def web_address(canonical: str) -> WebAddress:
    """The parts of an address that is canonical already."""
    parts = urlsplit(canonical)
    return WebAddress(canonical, parts.scheme, parts.hostname or "")


def web_origin(value: object) -> WebAddress | None:
    """An origin of the web; empty means none."""
    written = text(value).strip()
    return web_address(canonical_origin(written)) if written else None


def page_origins(value: object) -> tuple[str, ...]:
    """Origins of pages, those of apps among them, each once."""
    return tuple(dict.fromkeys(canonical_origin(each.strip(), WEB | APPS) for each in listed(value)))


def link_base(value: object) -> WebAddress | None:
    """What links begin with: an origin of the web and a path; empty means none."""
    written = text(value).strip()
    if not written:
        return None
    if any(character.isspace() for character in written) or set("?#") & set(written):
        raise ValueError("no blanks, no query, no fragment")
    parts = urlsplit(written)
    origin = canonical_origin(f"{parts.scheme}://{parts.netloc}")
    return web_address(origin + quote(parts.path, safe=_KEPT).rstrip("/"))


def listening_host(value: object) -> str:
    """A name, or an address without brackets."""
    written = text(value).strip()
    bare = written[1:-1] if written.startswith("[") and written.endswith("]") else written
    try:
        return str(ip_address(bare))
    except ValueError:
        return canonical_host(bare)


def bind_address(value: object) -> BindAddress | None:
    """``host:port``, an IPv6 address in brackets; empty means none."""
    written = text(value).strip()
    if not written:
        return None
    host, _, port = written.rpartition(":")
    if not port.isdecimal() or int(port) > _LAST_PORT:
        raise ValueError("no port has this number")
    return BindAddress(listening_host(host), int(port))
