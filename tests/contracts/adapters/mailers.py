import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import attrs

from adapters.mailer.console import RULE, ConsoleMailer
from adapters.mailer.smtp import SmtpMailer, SmtpServer
from application.ports.mailer import Mail, Mailer
from tests.contracts.conformance import OpenedMailer, mailer
from tests.support.clocks import MovableClock
from tests.support.mail_servers import Box, mail_server, text_of


@attrs.frozen
class ScreenMailer(Mailer):
    """The console's, on a screen of its own: pytest takes the one that it finds at each of its steps."""

    screen: StringIO

    async def send(self, mail: Mail) -> None:
        sys.stdout = self.screen
        await ConsoleMailer().send(mail)


@mailer("console")
@asynccontextmanager
async def console(_folder: Path) -> AsyncIterator[OpenedMailer]:
    screen = StringIO()
    before = sys.stdout
    yield OpenedMailer(
        ScreenMailer(screen),
        lambda: [text for text in screen.getvalue().split(RULE) if text.strip()],
        is_local=True,
    )
    sys.stdout = before


@mailer("SMTP")
@asynccontextmanager
async def smtp(_folder: Path) -> AsyncIterator[OpenedMailer]:
    box = Box()
    async with mail_server(box) as port:
        server = SmtpServer(host="127.0.0.1", port=port)
        sender = SmtpMailer(server, sender="accounts@example.org", clock=MovableClock(), timeout=60)
        yield OpenedMailer(sender, lambda: list(map(_read, box.messages())), lambda: _refusing(box))


def _read(message: EmailMessage) -> str:
    words = "\n".join(text_of(message, "plain").splitlines())
    return f"{message['To']} {message['Subject']}\n{words}\n"


@asynccontextmanager
async def _refusing(box: Box) -> AsyncIterator[None]:
    box.answers["MAIL"] = "451 come back later"
    yield
    box.answers.clear()
