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
    """The subject matter of a mail. Kinds that ask for an act contain a link, which needs a one-time token."""

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
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed"
    RECOVERY_CODE_USED = "recovery_code_used"
    MFA_RESET = "mfa_reset"
    NEW_SIGN_IN = "new_sign_in"


@attrs.frozen
class Topic:
    """The subject matter of a mail of a further domain. ``Topic("orders/confirm_order", _("…"))`` names a template, in
    a folder of the domain's name, and gives the subject line."""

    template: str
    subject: Message = attrs.field(eq=False)


@attrs.frozen
class MailLink:
    """A link that the recipient is asked to follow. It works once and expires ``life`` after it was made."""

    url: str = attrs.field(repr=False)
    life: timedelta


@attrs.frozen(kw_only=True)
class MailDraft:
    """The content of a mail before it is composed, and its recipient. ``link`` is set for kinds that ask for an act;
    ``facts`` are further values for the template of a topic."""

    kind: MailKind | Topic
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
