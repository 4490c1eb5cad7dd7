"""URLs in settings: their parts, and their form in error messages."""

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qs, urlsplit

_SECRET_OPTION = re.compile(r"(?is)([?&;][^=&]*(?:pass|pw|user|key|secret|token|auth|cred)[^=&]*=).*")
"""An option that may be a secret, and everything after it, as a password may contain the separator of options."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NO_PORT = re.compile(r"(?s)(://(?:[^:/?#\[]|\[[^\]]*\]|:\d*(?=[,/?#]|$))*:)(?!\d*(?:[,/?#]|$)).*")
"""A place with a colon behind which is no port: it may be a password without its host."""
_PLACE = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]:@]*)(?::\d+)?")
"""A host, an IPv6 address in brackets, each with or without a port."""


def without_user(value: str) -> str:
    """Returns a URL in quotes without secret options and what stands before the last ``@``, even if it is no right URL:
    a user's name, too, may be a password. Without an ``@``, what stands at the place of a port and is none is left out;
    a password of digits cannot be told from one."""
    user, at, place = _SECRET_OPTION.sub(r"\1…", value).rpartition("@")
    if not at:
        return repr(_NO_PORT.sub(r"\1…", place))
    scheme = _SCHEME.match(user)
    return repr(f"{scheme[0] if scheme else ''}…@{place}")


def split(url: str) -> SplitResult | None:
    """Returns the parts of a URL, or ``None`` if it has none, an impossible host or port, or an invisible
    character."""
    if not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        (parts.hostname or "").encode("idna")  # raises UnicodeError where a client would, when it asks for the address
        is_place = _PLACE.fullmatch(parts.netloc.rpartition("@")[2])
        return parts if is_place and parts.port != 0 else None
    except ValueError:
        return None


def are_options(query: str, rules: Mapping[str, str]) -> bool:
    """Returns true if each option of a query is known, given once and matches its pattern."""
    options = parse_qs(query, keep_blank_values=True)
    return all(len(given) == 1 and re.fullmatch(rules.get(name, "(?!)"), given[0]) for name, given in options.items())
