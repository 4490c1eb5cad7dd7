"""The mailbox that all mails of a simulation arrive in."""

import asyncio

import attrs

from application.ports.mailer import Mail, Mailer
from bootstrap.simulation.faults import Link
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen(eq=False)
class Mailbox:
    """Every mail that was accepted, in that order; one may be there twice, with the same ``message_id``."""

    mails: list[Mail] = attrs.field(factory=list)

    def to(self, email: str) -> list[Mail]:
        """Returns the mails to an address."""
        return [mail for mail in self.mails if mail.to == email]


@attrs.frozen(eq=False, repr=False)
class SimulatedMailer(Mailer):
    """Sends mails to the mailbox: some are refused for now, some are accepted without an answer."""

    mailbox: Mailbox
    link: Link

    async def send(self, mail: Mail) -> None:
        """Sends a mail. Raises ``ServiceUnavailableException`` if the mail server does not answer."""
        injector = self.link.injector
        self.link.require_alive()
        await asyncio.sleep(injector.delay(injector.faults.message_seconds))
        self.link.require_alive()
        if injector.happens(injector.faults.mail_refused):
            raise ServiceUnavailableException
        self.mailbox.mails.append(mail)
        if injector.happens(injector.faults.mail_lost_result):
            raise ServiceUnavailableException
