"""Real mail servers that keep, refuse or stall, in the loop of the test."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import attrs
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, SECRET = "cortex", "p@ss/word"


@attrs.define(eq=False)
class Box:
    """What a server does with mails: ``answers`` are its words to a command instead of consent."""

    answers: dict[str, str] = attrs.field(factory=dict)
    envelopes: list[Envelope] = attrs.field(factory=list)
    sessions: list[Session] = attrs.field(factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.envelopes.append(envelope)
        self.sessions.append(session)
        return "250 kept"

    def messages(self) -> list[EmailMessage]:
        """Those that were kept. It is no property: aiosmtpd looks at every attribute for each connection."""
        return [message_from_bytes(_content(envelope), policy=policy.default) for envelope in self.envelopes]

    def messages_to(self, email: str) -> list[EmailMessage]:
        """Those to one address, in the order of their coming."""
        mine = (envelope for envelope in self.envelopes if email in envelope.rcpt_tos)
        return [message_from_bytes(_content(envelope), policy=policy.default) for envelope in mine]


def text_of(message: EmailMessage, kind: str) -> str:
    """The part of a mail that is ``plain`` or ``html``."""
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _content(envelope: Envelope) -> bytes:
    assert isinstance(envelope.content, bytes)  # text only where a server asks for it
    return envelope.content


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword
) -> AuthResult:
    right = (login.login, login.password) == (USER.encode(), SECRET.encode())
    return AuthResult(success=right, handled=right, auth_data=login.login)


class Conversation(SMTP):
    """Ends with its client: a process that is killed takes no leave, and its connection would stay open for ever."""

    def eof_received(self) -> bool | None:
        super().eof_received()
        return False


@asynccontextmanager
async def mail_server(
    box: Box,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    auth_required: bool = False,
    enable_SMTPUTF8: bool = True,  # noqa: N803  # as aiosmtpd calls it
) -> AsyncIterator[int]:
    """A server on a free port of this machine: with TLS from the start, on demand, or without."""
    loop = asyncio.get_running_loop()

    def conversation() -> SMTP:
        with warnings.catch_warnings(action="ignore"):  # that passwords without TLS are not wise
            return Conversation(
                box,
                hostname="mail.test",
                enable_SMTPUTF8=enable_SMTPUTF8,
                authenticator=authenticate,
                auth_require_tls=False,
                auth_required=auth_required,
                tls_context=starttls,
                loop=loop,
            )

    async with await loop.create_server(conversation, "127.0.0.1", 0, ssl=tls) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def silent_server() -> AsyncIterator[int]:
    """Takes connections and says nothing."""
    held = []
    server = await asyncio.start_server(lambda _reader, writer: held.append(writer), "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        for writer in held:
            writer.close()
