"""Mailers by the scheme of their URL. One that was not chosen is not imported."""

import socket
from collections.abc import Mapping
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from application.ports.clock import Clock
from application.ports.mailer import Mailer
from bootstrap.setting_rules import is_loopback

SUBMISSION_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}
"""RFC 6409 and RFC 8314."""
STARTTLS: Mapping[str, bool | None] = {"required": True, "off": False, "": None}


def console_mailer() -> Mailer:
    from adapters.mailer.console import ConsoleMailer

    return ConsoleMailer()


def memory_mailer() -> Mailer:
    from adapters.mailer.memory import MemoryMailer

    return MemoryMailer()


def smtp_mailer(url: str, sender: str, clock: Clock) -> Mailer:
    from adapters.mailer.mime import address
    from adapters.mailer.smtp import SmtpMailer, SmtpServer

    parts = urlsplit(url)
    server = SmtpServer(
        host=parts.hostname or "",
        port=parts.port or SUBMISSION_PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=_starttls(parts),
        ehlo=_option(parts, "ehlo") or host_name(address(sender).domain),
    )
    return SmtpMailer(server, sender=sender, clock=clock)


def host_name(sender_domain: str) -> str:
    """What to call this machine before a mail server. A bare host name, as containers have, is refused by many: then it
    is the domain that mails are from."""
    name = socket.gethostname()
    return name if "." in name or "." not in sender_domain else sender_domain


def _option(parts: SplitResult, name: str) -> str:
    return parse_qs(parts.query).get(name, [""])[0]


def _starttls(parts: SplitResult) -> bool | None:
    """Whether TLS is required, off, or used where it is offered: but a password leaves this machine only under TLS,
    unless the URL says otherwise."""
    said = _option(parts, "starttls")
    if not said and parts.password and not is_loopback(parts.hostname):
        return True
    return STARTTLS[said]
