"""The mails that tell people what happened to their account, or ask them to act."""

from collections.abc import Mapping
from uuid import UUID

import attrs

from application.jobs.services.job import Job
from application.ports.mail_composer import MailKind
from domain.accounts.one_time_token import Purpose

__all__ = ["PURPOSES", "DeliverMailJob", "MailKind"]

PURPOSES: Mapping[MailKind, Purpose] = {
    MailKind.VERIFY_EMAIL: Purpose.VERIFY_EMAIL,
    MailKind.RESET_PASSWORD: Purpose.RESET_PASSWORD,
    MailKind.CONFIRM_NEW_EMAIL: Purpose.CHANGE_EMAIL,
    MailKind.INVITATION: Purpose.INVITATION,
}
"""The kinds that bear a link, and what it is good for."""


@attrs.frozen
class DeliverMailJob(Job):
    """Writes to a user, in their language. The token ``token_id`` is what a link stands for, and knows to which
    addresses mails about a change of address go; other mails go to the address that the user has when they are sent."""

    name = "send_mail"

    sends_mail = True

    kind: MailKind
    user_id: UUID
    token_id: UUID | None = None
