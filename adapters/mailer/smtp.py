import logging
import socket
import ssl
from email.message import EmailMessage

import aiosmtplib
import attrs

from adapters.mailer.mime import address, mime_message
from application.ports.clock import Clock
from application.ports.mailer import Mail, Mailer
from domain.shared_kernel.errors import ServiceUnavailableException

TIMEOUT_SECONDS = 10.0
"""For each step of the conversation."""
PERMANENT = range(500, 600)
RETRY_SECONDS = 60

_logger = logging.getLogger("cortex.mail")


@attrs.frozen(kw_only=True)
class SmtpServer:
    """``tls`` speaks TLS from the first byte; without it ``starttls`` asks for TLS: always, never, or, for ``None``,
    where the server offers it. Certificates are verified."""

    host: str
    port: int
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    tls: bool = False
    starttls: bool | None = None


class SmtpMailer(Mailer):
    """Hands each mail to a mail server (RFC 5321) over a connection of its own."""

    def __init__(self, server: SmtpServer, *, sender: str, clock: Clock, timeout: float = TIMEOUT_SECONDS) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._timeout = timeout
        self._certificates = ssl.create_default_context()

    async def send(self, mail: Mail) -> None:
        message = mime_message(mail, self._sender, self._clock.now())
        try:
            async with self._client() as client:
                await _hand_over(client, message, address(self._sender).addr_spec, address(mail.to).addr_spec)
        except (aiosmtplib.SMTPException, OSError) as wrong:
            _logger.warning("the mail server took no mail: %s", _reason(wrong))
            raise ServiceUnavailableException(RETRY_SECONDS) from None

    async def greet(self) -> None:
        """Returns when the server has let us in, under TLS where that is asked for; it is given no mail."""
        async with self._client():
            return

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.tls,
            start_tls=False if server.tls else server.starttls,
            tls_context=self._certificates,
            timeout=self._timeout,
            local_hostname=socket.gethostname(),
        )


async def _hand_over(client: aiosmtplib.SMTP, message: EmailMessage, sender: str, recipient: str) -> None:
    """Raises ``ValueError`` where the server will not take this very mail, however often it is asked."""
    try:
        await client.send_message(message, sender=sender, recipients=[recipient])
    except aiosmtplib.SMTPNotSupported:
        raise ValueError("the mail server cannot write to addresses beyond ASCII") from None
    except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPResponseException) as refused:
        if (code := _code(refused)) in PERMANENT:
            raise ValueError(f"the mail server refused a mail for good with {code}") from None
        raise


def _code(refused: aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPResponseException) -> int:
    if isinstance(refused, aiosmtplib.SMTPRecipientsRefused):
        return refused.recipients[0].code
    return refused.code


def _reason(wrong: Exception) -> str:
    """A server's own words may repeat an address; its code does not."""
    if isinstance(wrong, aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPResponseException):
        return f"{type(wrong).__name__} {_code(wrong)}"
    return f"{type(wrong).__name__} {wrong}"
