"""Mailers by the scheme of their URL. One that was not chosen is not imported."""

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
    from adapters.mailer.smtp import SmtpMailer, SmtpServer

    parts = urlsplit(url)
    server = SmtpServer(
        host=parts.hostname or "",
        port=parts.port or SUBMISSION_PORTS[parts.scheme],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "smtps",
        starttls=_starttls(parts),
    )
    return SmtpMailer(server, sender=sender, clock=clock)


def _starttls(parts: SplitResult) -> bool | None:
    """Whether TLS is required, off, or used where it is offered: but a password leaves this machine only under TLS,
    unless the URL says otherwise."""
    said = parse_qs(parts.query).get("starttls", [""])[0]
    if not said and parts.password and not is_loopback(parts.hostname):
        return True
    return STARTTLS[said]
