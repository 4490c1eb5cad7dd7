from uuid import UUID

import attrs

from application.jobs.services.job import Job


@attrs.frozen
class DeliverMailJob(Job):
    """Mails a user in their language. ``kind`` is the name of the mail. ``token_id`` is the one-time token of the link,
    which also has the addresses for mails about a change of address; other mails go to the user's address at the time
    of sending."""

    name = "send_mail"

    sends_mail = True

    kind: str
    user_id: UUID
    token_id: UUID | None = None
