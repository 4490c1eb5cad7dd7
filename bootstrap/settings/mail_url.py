"""The URL of a mail server, and the sender of mails."""

import re
from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import SplitResult, parse_qsl, unquote

import attrs

from bootstrap.settings.hosts import is_loopback
from bootstrap.settings.readers import text
from bootstrap.settings.urls import are_options, split
from entrypoints.http.kit.origins import canonical_host

SUBMISSION_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}
"""RFC 6409 and RFC 8314."""
_LOCAL_MAILERS = {"console://", "memory://"}
_STARTTLS: Mapping[str, bool | None] = {"required": True, "off": False, "": None}
_EHLO = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\[[0-9A-Za-z.:]{2,50}\]"
"""A domain, or an address in brackets (RFC 5321, section 4.1.3)."""
_OPTIONS: Mapping[str, Mapping[str, str]] = {
    "smtp": {"starttls": "required|off", "ehlo": _EHLO},
    "smtps": {"ehlo": _EHLO},
}
_MAX_SENDER = 500
"""Characters. The parser of addresses goes one call deeper for each bracket."""
_PLAIN_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


@attrs.frozen(kw_only=True)
class MailUrl:
    """``starttls`` asks for TLS: always, never or, for ``None``, if the server offers it. ``ehlo`` is the client's
    name, or ``None``. ``text`` is the whole URL; ``is_server`` is true if mails leave this machine."""

    scheme: str
    text: str = attrs.field(default="", repr=False)
    is_server: bool = False
    host: str = ""
    port: int = 0
    user: str | None = attrs.field(default=None, repr=False)
    password: str | None = attrs.field(default=None, repr=False)
    starttls: bool | None = None
    ehlo: str | None = None


@attrs.frozen
class Sender:
    """The sender of mails: ``text`` is the address with or without a name in front, ``name`` that name or empty."""

    text: str
    name: str


def local_mail_url(url: str) -> MailUrl:
    """Parses ``console://`` or ``memory://``. Raises ``ValueError``."""
    if url not in _LOCAL_MAILERS:
        raise ValueError("it has no parts")
    return MailUrl(scheme=url.partition(":")[0], text=url)


def smtp_url(url: str) -> MailUrl:
    """Parses ``smtp://user:password@host:port?starttls=required&ehlo=name`` or ``smtps://…``. Raises
    ``ValueError``."""
    parts = split(url)
    if parts is None:
        raise ValueError("no URL")
    if not _is_server(parts) or not are_options(parts.query, _OPTIONS[parts.scheme]):
        raise ValueError("no URL of a mailer")
    return attrs.evolve(_server(parts, dict(parse_qsl(parts.query))), text=url)


def sender(value: object) -> Sender | None:
    """Parses an address, with or without a name in front; an empty text means none. Raises ``ValueError``."""
    written = text(value)
    name, address = parseaddr(written if len(written) <= _MAX_SENDER else "")
    if written and not (written.isprintable() and _PLAIN_ADDRESS.fullmatch(address)):
        raise ValueError("no address")
    if not address.isascii():
        canonical_host(address.rpartition("@")[2])  # raises ValueError for a domain that no mail server can be
    return Sender(written, name) if written else None


def _is_server(parts: SplitResult) -> bool:
    is_host = bool(parts.hostname) and parts.path in {"", "/"} and not parts.fragment
    return parts.scheme in _OPTIONS and is_host and bool(parts.username) == bool(parts.password)


def _server(parts: SplitResult, options: Mapping[str, str]) -> MailUrl:
    return MailUrl(
        scheme=parts.scheme,
        is_server=True,
        host=parts.hostname or "",
        port=parts.port or SUBMISSION_PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        starttls=_starttls(parts, options.get("starttls", "")),
        ehlo=options.get("ehlo"),
    )


def _starttls(parts: SplitResult, option: str) -> bool | None:
    """A password leaves this machine only under TLS, unless the URL says otherwise."""
    if not option and parts.password and not is_loopback(parts.hostname):
        return True
    return _STARTTLS[option]
