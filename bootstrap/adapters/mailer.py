"""Mailers by the scheme of their URL. Only the chosen one is imported."""

import socket
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Protocol

import attrs

from application.ports.clock import Clock
from application.ports.mailer import Mailer
from bootstrap.adapters.making import made
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.adapter_tables import MAILERS
from bootstrap.settings.mail_url import MailUrl, local_mail_url, smtp_url
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _


class SmtpRehearsal(Mailer, Protocol):
    """A mailer that can also test its server without sending a mail."""

    @abstractmethod
    async def rehearse(self) -> None:
        """Returns if the server would accept a mail. Raises ``MailServerUnavailable`` and ``MailRefused``."""


@attrs.frozen
class MailerChoice:
    """The chosen mailer. ``rehearse`` tests its server without sending a mail, as ``SmtpRehearsal`` does, if it has
    one."""

    mailer: Mailer
    rehearse: Callable[[], Awaitable[None]] | None = None


@attrs.frozen(kw_only=True)
class MailerContext:
    """The parts of a mailer. ``sender`` is the address that mails come from, with or without a name."""

    url: MailUrl
    sender: str
    clock: Clock


class MailerAdapter(Adapter[MailUrl, MailerContext, MailerChoice]):
    """An adapter of the mailer."""

    group = "cortex.mailers"


def chosen_mailer(context: MailerContext) -> MailerChoice:
    """Makes the mailer that the scheme of the URL chooses."""
    return made(MAILERS, context.url.scheme, MailerAdapter, context)


def _console_mailer(_context: MailerContext) -> MailerChoice:
    """A mailer that prints to standard output."""
    from adapters.mailer.console import ConsoleMailer

    return MailerChoice(ConsoleMailer())


def _memory_mailer(_context: MailerContext) -> MailerChoice:
    """A mailer that keeps mails in memory."""
    from adapters.mailer.memory import MemoryMailer

    return MailerChoice(MemoryMailer())


def _smtp_mailer(context: MailerContext) -> MailerChoice:
    mailer = smtp_mailer(context.url, context.sender, context.clock)
    return MailerChoice(mailer, mailer.rehearse)


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


TO_SERVER = _("go to the mail server {server}")
LEAVE_BY = _("leave by {address}")
KEPT = _("are kept in memory and sent to nobody")
APPEAR_HERE = _("appear here, on this terminal")
APPEAR_THERE = _("appear on the terminal of cortex worker")


def mail_destination(url: MailUrl, *, broker: str) -> Message:
    """Returns the part of the greeting that says where mails appear; ``broker`` is the scheme of the broker's URL."""
    if url.is_server:
        named = TO_SERVER.bind({"server": f"{url.host}:{url.port}"})
        return named if url.port else LEAVE_BY.bind({"address": f"{url.scheme}://{url.host}"})
    if url.scheme == "memory":
        return KEPT
    return APPEAR_HERE if broker == "memory" else APPEAR_THERE


CONSOLE = MailerAdapter(form="console://", read=local_mail_url, make=_console_mailer, is_volatile=True)
MEMORY = MailerAdapter(form="memory://", read=local_mail_url, make=_memory_mailer, is_volatile=True)
SMTP = MailerAdapter(form="smtp://USER:PASSWORD@HOST:PORT or smtps://…", read=smtp_url, make=_smtp_mailer)
