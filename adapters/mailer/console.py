import asyncio
import sys

from application.ports.mailer import Mail, Mailer
from domain.shared_kernel.errors import ServiceUnavailableException

RULE = "─" * 72


class ConsoleMailer(Mailer):
    """Shows mails on standard output, for those who have no mail server yet: whoever reads it can follow the links."""

    async def send(self, mail: Mail) -> None:
        shown = f"{RULE}\nTo:      {mail.to}\nSubject: {mail.subject}\n\n{mail.text.strip()}\n{RULE}\n"
        try:
            await asyncio.to_thread(_write, shown)
        except OSError:
            raise ServiceUnavailableException from None


def _write(text: str) -> None:
    """What the terminal has no letters for is shown as ``?``."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()
