"""Settings that hold addresses, each in one canonical form, however it was written."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import quote, urlsplit

from entrypoints.http.origins import APPS, WEB, canonical_host, canonical_origin

V = TypeVar("V")
_LAST_PORT = 65535
_KEPT = "/%:@!$&'()*+,;=~-._"
"""What a path may hold as it is (RFC 3986, 3.3)."""


def where_possible(form: Callable[[V], V]) -> Callable[[V], V]:
    """Leaves what has no canonical form as it is: the rule of its setting refuses it."""

    def formed(value: V) -> V:
        try:
            return form(value)
        except (TypeError, ValueError, AttributeError):
            return value

    return formed


def holds(form: Callable[[V], V]) -> Callable[[V], bool]:
    """The rule that a value is in its canonical form."""

    def is_formed(value: V) -> bool:
        try:
            return form(value) == value
        except ValueError:
            return False

    return is_formed


def web_origin(text: str) -> str:
    """Empty, or an origin of the web."""
    text = text.strip()
    return canonical_origin(text) if text else ""


def page_origins(named: tuple[str, ...]) -> tuple[str, ...]:
    """Origins of pages, those of apps among them, each once."""
    return tuple(dict.fromkeys(canonical_origin(each.strip(), WEB | APPS) for each in named))


def link_base(text: str) -> str:
    """Empty, or what links begin with: an origin of the web and a path."""
    text = text.strip()
    if not text:
        return ""
    if any(character.isspace() for character in text) or set("?#") & set(text):
        raise ValueError("no blanks, no query, no fragment")
    parts = urlsplit(text)
    return canonical_origin(f"{parts.scheme}://{parts.netloc}") + quote(parts.path, safe=_KEPT).rstrip("/")


def listening_host(text: str) -> str:
    """A name, or an address without brackets."""
    text = text.strip()
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    try:
        return str(ip_address(bare))
    except ValueError:
        return canonical_host(bare)


def bind_address(text: str) -> str:
    """Empty, or ``host:port``, an IPv6 address in brackets."""
    text = text.strip()
    if not text:
        return ""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or int(port) > _LAST_PORT:
        raise ValueError("no port has this number")
    return f"{in_url(listening_host(host))}:{int(port)}"


def in_url(host: str) -> str:
    """A host that is listened on, as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def is_everywhere(host: str | None) -> bool:
    """Whether it stands for every address of this machine, and so for none that a link could lead to."""
    try:
        return ip_address(host or "").is_unspecified
    except ValueError:
        return False
