"""What the settings of mails must be."""

import re
from collections.abc import Mapping, Sequence
from email.utils import parseaddr
from urllib.parse import parse_qs, urlsplit

_LOCAL_MAILERS = {"console://", "memory://"}
_STARTTLS = re.compile("required|off")
_EHLO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Za-z.:]{2,50}\]")
"""A domain, or an address in brackets (RFC 5321, 4.1.3)."""
_OPTIONS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "smtp": {"starttls": _STARTTLS, "ehlo": _EHLO},
    "smtps": {"ehlo": _EHLO},
}
_PLAIN_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


def is_mail_url(value: str) -> bool:
    """``console://``, ``memory://``, ``smtp://user:password@host:port?starttls=required&ehlo=name`` or ``smtps://…``."""
    try:
        return value in _LOCAL_MAILERS or _is_smtp_url(value)
    except ValueError:
        return False


def _is_smtp_url(value: str) -> bool:
    parts = urlsplit(value)
    options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    reachable = bool(parts.hostname) and parts.port != 0 and parts.path in {"", "/"} and not parts.fragment
    named = bool(parts.username) == bool(parts.password)
    return parts.scheme in _OPTIONS and _are_options(options, _OPTIONS[parts.scheme]) and reachable and named


def _are_options(given: Mapping[str, Sequence[str]], known: Mapping[str, re.Pattern[str]]) -> bool:
    return all(
        name in known and len(values) == 1 and known[name].fullmatch(values[0]) for name, values in given.items()
    )


def is_sender(value: str) -> bool:
    """An address, with or without a name in front; empty makes one."""
    return value == "" or (value.isprintable() and _PLAIN_ADDRESS.fullmatch(parseaddr(value)[1]) is not None)
