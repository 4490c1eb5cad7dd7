"""The mails that tell people what happened to their account, or ask them to act."""

from enum import StrEnum
from uuid import UUID

import attrs

from application.jobs.job import Job


class MailKind(StrEnum):
    """What a mail is about. Those that ask for an act bear a link, which needs a one-time token."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a kind of mail, no password
    CONFIRM_NEW_EMAIL = "confirm_new_email"
    INVITATION = "invitation"
    EMAIL_CHANGE_REQUESTED = "email_change_requested"
    EMAIL_IN_USE = "email_in_use"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  # a kind of mail, no password
    SESSION_REUSED = "session_reused"
    ACCOUNT_LOCKED = "account_locked"


@attrs.frozen
class SendMail(Job):
    """Writes to a user, in their language, at the address that they have when it is sent; a mail that confirms a new
    address goes to the one that the token ``token_id`` names."""

    kind: MailKind
    user_id: UUID
    token_id: UUID | None = None
