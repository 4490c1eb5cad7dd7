"""What the settings of mails must be."""

import re
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from urllib.parse import parse_qs, urlsplit

_LOCAL_MAILERS = {"console://", "memory://"}
_OPTIONS: Mapping[str, Sequence[Mapping[str, Sequence[str]]]] = {
    "smtp": [{}, {"starttls": ["required"]}, {"starttls": ["off"]}],
    "smtps": [{}],
}
_PLAIN_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


def is_mail_url(value: str) -> bool:
    """``console://``, ``memory://``, ``smtp://user:password@host:port?starttls=required`` or ``smtps://…``."""
    try:
        return value in _LOCAL_MAILERS or _is_smtp_url(value)
    except ValueError:
        return False


def _is_smtp_url(value: str) -> bool:
    parts = urlsplit(value)
    options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    reachable = bool(parts.hostname) and parts.port != 0 and parts.path in {"", "/"} and not parts.fragment
    named = bool(parts.username) == bool(parts.password)
    return parts.scheme in _OPTIONS and options in _OPTIONS[parts.scheme] and reachable and named


def is_sender(value: str) -> bool:
    """An address, with or without a name in front; empty makes one."""
    return value == "" or (value.isprintable() and _PLAIN_ADDRESS.fullmatch(parseaddr(value)[1]) is not None)


def is_link_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        plain = not parts.query and not parts.fragment and value.isprintable() and (parts.port or 1) > 0
        return value == "" or (parts.scheme in {"http", "https"} and bool(parts.hostname) and plain)
    except ValueError:
        return False
