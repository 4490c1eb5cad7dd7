import hashlib

import attrs

from application.accounts.services.deliver_mail_job import PURPOSES, DeliverMailJob
from application.accounts.services.link_urls import LinkUrls
from application.jobs.services.job_handler import JobHandler
from application.ports.clock import Clock
from application.ports.mail_composer import MailComposer, MailDraft, MailKind, MailLink
from application.ports.mailer import Mailer
from application.ports.unit_of_work import ReadWork, Repositories
from application.request_context import get_job_id, get_request_id
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.user import User


@attrs.frozen
class DeliverMail(JobHandler[DeliverMailJob]):
    """Sends a mail to a user, unless it has become pointless: the user is gone, or its link was used, was replaced or
    has expired. If another account has the requested new address, its owner is notified instead of being asked to
    confirm it, which cannot be told from the outside. Mails to confirm a new address are sent even if the request was
    replaced meanwhile, so that each requested address receives one."""

    read: ReadWork
    links: LinkUrls
    composer: MailComposer
    mailer: Mailer
    clock: Clock

    async def __call__(self, job: DeliverMailJob) -> None:
        async with self.read() as work:
            draft = await self._draft(work, job)
        if draft is not None:
            await self.mailer.send(self.composer.compose(draft))

    async def _draft(self, work: Repositories, job: DeliverMailJob) -> MailDraft | None:
        user = await work.users.select_one(User.pk == job.user_id)
        token = await work.one_time_tokens.select_one(OneTimeToken.pk == job.token_id) if job.token_id else None
        if user is None or (job.kind in PURPOSES and not await self._is_good(work, token, job)):
            return None
        wanted = token.new_email if token and job.kind is MailKind.CONFIRM_NEW_EMAIL else None
        owner = await work.users.select_by_email(wanted) if wanted else None
        if owner is not None and owner != user:
            return self._draft_for(attrs.evolve(job, kind=MailKind.EMAIL_IN_USE), owner, None)
        return self._draft_for(job, user, token)

    async def _is_good(self, work: Repositories, token: OneTimeToken | None, job: DeliverMailJob) -> bool:
        if token is None or (token.user_id, token.purpose) != (job.user_id, PURPOSES[job.kind]):
            return False
        if job.kind is MailKind.CONFIRM_NEW_EMAIL and token.ended_as is LinkEnd.REPLACED:
            return True
        return token.is_good(at=self.clock.now()) and not await work.one_time_tokens.is_replaced(token)

    def _draft_for(self, job: DeliverMailJob, user: User, token: OneTimeToken | None) -> MailDraft:
        return MailDraft(
            kind=job.kind,
            to=_address(job.kind, user, token),
            first_name=user.first_name,
            language=user.language,
            message_id=_message_id(job),
            link=self._link(token) if token and job.kind in PURPOSES else None,
        )

    def _link(self, token: OneTimeToken) -> MailLink:
        return MailLink(self.links.url_of(token), token.expires_at - token.created_at)


def _address(kind: MailKind, user: User, token: OneTimeToken | None) -> EmailAddress:
    named = {
        MailKind.CONFIRM_NEW_EMAIL: token and token.new_email,
        MailKind.EMAIL_CHANGE_REQUESTED: token and token.old_email,
        MailKind.EMAIL_CHANGED: token and token.old_email,
    }
    return named.get(kind) or user.email


def _message_id(job: DeliverMailJob) -> str:
    """Returns the same id for every attempt at one job, and another for every other job."""
    return hashlib.sha256(f"{get_job_id()} {get_request_id()} {job.arguments()}".encode()).hexdigest()[:32]
