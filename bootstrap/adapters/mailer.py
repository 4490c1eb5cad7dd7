"""Mailers by the scheme of their URL. One that was not chosen is not imported."""

import socket
from abc import abstractmethod
from typing import Protocol

from application.ports.clock import Clock
from application.ports.mailer import Mailer
from bootstrap.settings.mail_url import MailUrl


class SmtpRehearsal(Mailer, Protocol):
    """A mailer that can do everything with its server but sending a mail."""

    @abstractmethod
    async def rehearse(self) -> None:
        """Returns when the server would take a mail. Raises ``MailServerUnavailable`` and ``MailRefused``."""


def console_mailer() -> Mailer:
    from adapters.mailer.console import ConsoleMailer

    return ConsoleMailer()


def memory_mailer() -> Mailer:
    from adapters.mailer.memory import MemoryMailer

    return MemoryMailer()


def smtp_mailer(url: MailUrl, sender: str, clock: Clock) -> SmtpRehearsal:
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
    """What to call this machine before a mail server. A bare host name, as containers have, is refused by many: then it
    is the domain that mails are from."""
    name = socket.gethostname()
    return name if "." in name or "." not in sender_domain else sender_domain


def mail_destination(url: MailUrl, *, broker: str) -> str:
    """Where mails appear, in words for whoever starts the service; ``broker`` is the scheme of what carries jobs."""
    if url.is_server:
        return f"go to the mail server {url.host}:{url.port}"
    if url.scheme == "memory":
        return "are kept in memory and sent to nobody"
    return "appear here, on this terminal" if broker == "memory" else "appear on the terminal of cortex worker"
