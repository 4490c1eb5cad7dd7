from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

import attrs

from application.ports.mailer import Mail
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message


class MailKind(StrEnum):
    """What a mail is about. Those that ask for an act bear a link, which needs a one-time token."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a kind of mail, no password
    CONFIRM_NEW_EMAIL = "confirm_new_email"
    INVITATION = "invitation"
    EMAIL_CHANGE_REQUESTED = "email_change_requested"
    EMAIL_CHANGED = "email_changed"
    EMAIL_IN_USE = "email_in_use"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # a kind of mail, no password
    SESSION_REUSED = "session_reused"
    SURPLUS_SESSIONS_ENDED = "surplus_sessions_ended"
    ACCOUNT_LOCKED = "account_locked"


@attrs.frozen
class Topic:
    """What a mail of a further domain is about: ``Topic("orders/confirm_order", _("…"))`` names its template, in a
    folder of the domain's name, and says its subject."""

    template: str
    subject: Message = attrs.field(eq=False)


@attrs.frozen
class MailLink:
    """What the person is to follow, once, within ``life``."""

    url: str = attrs.field(repr=False)
    life: timedelta


@attrs.frozen(kw_only=True)
class MailDraft:
    """What is to be written, and to whom. ``link`` is there for the kinds that ask for an act; ``facts`` are what the
    template of a topic speaks of beyond the person."""

    kind: MailKind | Topic
    to: EmailAddress
    first_name: PersonName
    language: Language
    message_id: str
    link: MailLink | None = None
    facts: Mapping[str, object] = attrs.field(factory=dict)


class MailComposer(Protocol):
    """Finds the words."""

    @abstractmethod
    def compose(self, letter: MailDraft) -> Mail:
        """The mail in the language of the letter, as plain text and as HTML that say the same and fetch nothing. Names
        and addresses in it are isolated from the direction of the text around them."""
