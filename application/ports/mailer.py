from abc import abstractmethod
from typing import Protocol

import attrs

from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class Mail:
    """``message_id`` is the left side of its Message-ID (RFC 5322), the same however often the mail is sent. ``link``
    is what the person is to follow, if anything; it stands in both texts."""

    to: EmailAddress
    subject: str
    text: str = attrs.field(repr=False)
    html: str = attrs.field(repr=False)
    language: Language
    message_id: str
    link: str | None = attrs.field(default=None, repr=False)


class Mailer(Protocol):
    """Hands mails to whoever delivers them."""

    @abstractmethod
    async def send(self, mail: Mail) -> None:
        """Returns when the mail was accepted. Raises ``ServiceUnavailableException`` when it may be accepted later, and
        ``ValueError`` when it never will be."""
