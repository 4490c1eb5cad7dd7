from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

import attrs

from application.ports.mail_kind import MailKind
from application.ports.mailer import Mail
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language


@attrs.frozen
class MailLink:
    """A link that the recipient is asked to follow. It works once and expires ``life`` after it was made."""

    url: str = attrs.field(repr=False)
    life: timedelta


@attrs.frozen(kw_only=True)
class MailDraft:
    """The content of a mail before it is composed, and its recipient. ``link`` is set for kinds that ask for an act;
    ``facts`` are further values for the template."""

    kind: MailKind
    to: EmailAddress
    first_name: PersonName
    language: Language
    message_id: str
    link: MailLink | None = None
    facts: Mapping[str, object] = attrs.field(factory=dict)


class MailComposer(Protocol):
    """Writes mails from templates."""

    @abstractmethod
    def compose(self, draft: MailDraft) -> Mail:
        """Returns the mail in the language of the draft, as plain text and as HTML with the same content, which loads
        nothing. Names and addresses are isolated from the direction of the text around them."""
