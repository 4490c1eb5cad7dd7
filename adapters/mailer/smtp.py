import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import aiosmtplib
import attrs

from adapters.mailer.mime import address, mime_message
from adapters.mailer.smtp_errors import as_mail_error
from application.ports.clock import Clock
from application.ports.mailer import Mail, Mailer

TIMEOUT_SECONDS = 10.0
"""For each step of the SMTP conversation."""

_logger = logging.getLogger("cortex.mail")


@attrs.frozen(kw_only=True)
class SmtpServer:
    """``tls`` means TLS from the first byte. Without it ``starttls`` asks for TLS: always, never or, for ``None``, if
    the server offers it. Certificates are verified. ``ehlo`` is the client's name (RFC 5321, section 4.1.1.1): a
    domain, or an address in brackets."""

    host: str
    port: int
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    tls: bool = False
    starttls: bool | None = None
    ehlo: str = "localhost"


class SmtpMailer(Mailer):
    """Sends each mail to a mail server (RFC 5321) over a connection of its own. Raises ``MailServerUnavailable`` and
    ``MailRefused``, which name the cure."""

    def __init__(self, server: SmtpServer, *, sender: str, clock: Clock, timeout: float = TIMEOUT_SECONDS) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._timeout = timeout
        self._tls: ssl.SSLContext | None = None

    async def send(self, mail: Mail) -> None:
        message = mime_message(mail, self._sender, self._clock.now())
        recipient = address(mail.to).addr_spec
        async with self._client() as client:
            with _map_smtp_errors(of_this_mail=True):
                await client.send_message(message, sender=self._sender_address, recipients=[recipient])

    async def rehearse(self) -> None:
        """Runs a conversation up to the mail itself, which is not sent, with our sender as the recipient too. Raises
        like ``send``."""
        async with self._client() as client:
            with _map_smtp_errors(of_this_mail=True):
                await client.mail(self._sender_address)
                await client.rcpt(self._sender_address)
                await client.rset()

    @property
    def _sender_address(self) -> str:
        return address(self._sender).addr_spec

    async def _tls_context(self) -> ssl.SSLContext:
        """Reads the certificates of the system with the first mail, in a thread, and keeps them."""
        tls = self._tls
        if tls is None:
            tls = self._tls = await asyncio.to_thread(ssl.create_default_context)
        return tls

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection that is logged in, under TLS if that is configured."""
        server = self._server
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=False if server.tls else server.starttls,
            tls_context=await self._tls_context(),
            timeout=self._timeout,
            local_hostname=server.ehlo,
        )
        async with AsyncExitStack() as stack:
            with _map_smtp_errors(of_this_mail=False):
                await stack.enter_async_context(client)
            yield client


@contextmanager
def _map_smtp_errors(*, of_this_mail: bool) -> Iterator[None]:
    try:
        yield
    except (aiosmtplib.SMTPException, OSError) as wrong:
        error = as_mail_error(wrong, of_this_mail=of_this_mail)
        _logger.warning("mail_not_accepted", extra={"reason": str(error)})
        raise error from None
