import hashlib
from collections.abc import Mapping

import attrs

from application.accounts.links import Links
from application.accounts.send_mail import SendMail
from application.jobs.handler import JobHandler
from application.ports.clock import Clock
from application.ports.mail_composer import Letter, MailComposer, MailKind, MailLink
from application.ports.mailer import Mailer
from application.ports.unit_of_work import ReadWork
from application.request_context import get_job_id, get_request_id
from domain.accounts.one_time_token import OneTimeToken, Purpose
from domain.accounts.user import User

PURPOSES: Mapping[MailKind, Purpose] = {
    MailKind.VERIFY_EMAIL: Purpose.VERIFY_EMAIL,
    MailKind.RESET_PASSWORD: Purpose.RESET_PASSWORD,
    MailKind.CONFIRM_NEW_EMAIL: Purpose.CHANGE_EMAIL,
    MailKind.INVITATION: Purpose.INVITATION,
}
"""The kinds that bear a link, and what it is good for."""


@attrs.frozen
class DeliverMail(JobHandler[SendMail]):
    """Sends what still makes sense: nothing goes to nobody, and no link that was used, replaced or has expired."""

    read: ReadWork
    links: Links
    composer: MailComposer
    mailer: Mailer
    clock: Clock

    async def __call__(self, job: SendMail) -> None:
        async with self.read() as work:
            user = await work.users.select_one(User.pk == job.user_id)
            token = await work.one_time_tokens.select_one(OneTimeToken.pk == job.token_id) if job.token_id else None
        if user is None or (job.kind in PURPOSES and not self._is_good(token, job)):
            return
        await self.mailer.send(self.composer.compose(self._letter(job, user, token)))

    def _is_good(self, token: OneTimeToken | None, job: SendMail) -> bool:
        if token is None or (token.user_id, token.purpose) != (job.user_id, PURPOSES[job.kind]):
            return False
        return token.spent_at is None and self.clock.now() < token.expires_at

    def _letter(self, job: SendMail, user: User, token: OneTimeToken | None) -> Letter:
        return Letter(
            kind=job.kind,
            to=(token and token.new_email) or user.email,
            first_name=user.first_name,
            language=user.language,
            message_id=_message_id(job),
            link=MailLink(self.links.to(token), token.expires_at - token.created_at) if token else None,
        )


def _message_id(job: SendMail) -> str:
    """The same for every attempt at one job, and for no other job."""
    return hashlib.sha256(f"{get_job_id()} {get_request_id()} {job.arguments()}".encode()).hexdigest()[:32]
