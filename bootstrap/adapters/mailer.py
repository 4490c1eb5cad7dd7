"""Mailers by the scheme of their URL. Only the chosen one is imported."""

import socket
from abc import abstractmethod
from typing import Protocol

from application.ports.clock import Clock
from application.ports.mailer import Mailer
from bootstrap.settings.mail_url import MailUrl


class SmtpRehearsal(Mailer, Protocol):
    """A mailer that can also test its server without sending a mail."""

    @abstractmethod
    async def rehearse(self) -> None:
        """Returns if the server would accept a mail. Raises ``MailServerUnavailable`` and ``MailRefused``."""


def console_mailer() -> Mailer:
    """A mailer that prints to standard output."""
    from adapters.mailer.console import ConsoleMailer

    return ConsoleMailer()


def memory_mailer() -> Mailer:
    """A mailer that keeps mails in memory."""
    from adapters.mailer.memory import MemoryMailer

    return MemoryMailer()


def smtp_mailer(url: MailUrl, sender: str, clock: Clock) -> SmtpRehearsal:
    """A mailer for an SMTP server."""
    from adapters.mailer.mime import address
    from adapters.mailer.smtp import SmtpMailer, SmtpServer

    server = SmtpServer(
        host=url.host,
        port=url.port,
        user=url.user,
        password=url.password,
        tls=url.scheme == "smtps",
        starttls=url.starttls,
        ehlo=url.ehlo or host_name(address(sender).domain),
    )
    mailer: SmtpRehearsal = SmtpMailer(server, sender=sender, clock=clock)
    return mailer


def host_name(sender_domain: str) -> str:
    """Returns the name for EHLO: the host name, or the sender's domain if the host name has no dot, which many mail
    servers refuse."""
    name = socket.gethostname()
    return name if "." in name or "." not in sender_domain else sender_domain


def mail_destination(url: MailUrl, *, broker: str) -> str:
    """Returns the part of the greeting that says where mails appear; ``broker`` is the scheme of the broker's URL."""
    if url.is_server:
        return f"go to the mail server {url.host}:{url.port}"
    if url.scheme == "memory":
        return "are kept in memory and sent to nobody"
    return "appear here, on this terminal" if broker == "memory" else "appear on the terminal of cortex worker"
