from abc import abstractmethod
from typing import Protocol

import attrs

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class Mail:
    """A composed mail. ``message_id`` is the left side of its Message-ID (RFC 5322) and the same each time the mail is
    sent. ``link`` is the link that the recipient is asked to follow, if any; both texts contain it."""

    to: EmailAddress
    subject: str
    text: str = attrs.field(repr=False)
    html: str = attrs.field(repr=False)
    language: Language
    message_id: str
    link: str | None = attrs.field(default=None, repr=False)


class Mailer(Protocol):
    """Delivers mails to a mail server or another destination."""

    @abstractmethod
    async def send(self, mail: Mail) -> None:
        """Sends a mail and returns when it was accepted. Raises ``ServiceUnavailableException`` if it may be accepted
        later, and ``ValueError`` if it never will be."""
