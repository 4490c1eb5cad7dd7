import asyncio
import sys

from application.ports.mailer import Mail, Mailer
from domain.shared_kernel.errors import ServiceUnavailableException

RULE = "─" * 72


class ConsoleMailer(Mailer):
    """Prints mails to standard output, for development without a mail server. Their links give access to accounts."""

    async def send(self, mail: Mail) -> None:
        shown = f"{RULE}\nTo:      {mail.to}\nSubject: {mail.subject}\n\n{mail.text.strip()}\n{RULE}\n"
        try:
            await asyncio.to_thread(_write, shown)
        except OSError:
            raise ServiceUnavailableException from None


def _write(text: str) -> None:
    """Characters that the encoding of the output lacks are replaced by ``?``."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()
