"""The job that mails a user about their account."""

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
"""The kinds of mails that contain a link, and the purpose of the link."""


@attrs.frozen
class DeliverMailJob(Job):
    """Mails a user in their language. ``token_id`` is the one-time token of the link, which also has the addresses for
    mails about a change of address; other mails go to the user's address at the time of sending."""

    name = "send_mail"

    sends_mail = True

    kind: MailKind
    user_id: UUID
    token_id: UUID | None = None
