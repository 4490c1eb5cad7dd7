"""The mails that tell people what happened to their account, or ask them to act."""

from uuid import UUID

import attrs

from application.jobs.job import Job
from application.ports.mail_composer import MailKind

__all__ = ["MailKind", "SendMail"]


@attrs.frozen
class SendMail(Job):
    """Writes to a user, in their language, at the address that they have when it is sent; a mail that confirms a new
    address goes to the one that the token ``token_id`` names."""

    kind: MailKind
    user_id: UUID
    token_id: UUID | None = None
