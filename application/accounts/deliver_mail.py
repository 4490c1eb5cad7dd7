import hashlib

import attrs

from application.accounts.services import account_mails
from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.link_urls import LinkUrls
from application.accounts.services.mail_kinds import MailKinds
from application.jobs.services.job_handler import JobHandler
from application.ports.clock import Clock
from application.ports.mail_composer import MailComposer, MailDraft, MailLink
from application.ports.mail_kind import LinkKind, MailKind
from application.ports.mailer import Mailer
from application.ports.unit_of_work import ReadWork, Repositories
from application.request_context import get_job_id, get_request_id
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class DeliverMail(JobHandler[DeliverMailJob]):
    """Sends a mail to a user, unless it has become pointless: the user is gone, or its link was used, was replaced or
    has expired. If another account has the requested new address, its owner is notified instead of being asked to
    confirm it, which cannot be told from the outside. Mails to confirm a new address are sent even if the request was
    replaced meanwhile, so that each requested address receives one."""

    read: ReadWork
    kinds: MailKinds
    links: LinkUrls
    composer: MailComposer
    mailer: Mailer
    clock: Clock

    async def __call__(self, job: DeliverMailJob) -> None:
        async with self.read() as work:
            draft = await self._draft(work, job, self.kinds.named(job.kind))
        if draft is not None:
            await self.mailer.send(self.composer.compose(draft))

    async def _draft(self, work: Repositories, job: DeliverMailJob, kind: MailKind) -> MailDraft | None:
        user = await work.users.select_one(User.pk == job.user_id)
        token = await work.one_time_tokens.select_one(OneTimeToken.pk == job.token_id) if job.token_id else None
        if user is None or (kind.link and not await self._is_good(work, token, user, kind)):
            return None
        wanted = token.new_email if token and kind == account_mails.CONFIRM_NEW_EMAIL else None
        owner = await work.users.select_by_email(wanted) if wanted else None
        if owner is not None and owner != user:
            return self._draft_for(job, account_mails.EMAIL_IN_USE, owner, None)
        return self._draft_for(job, kind, user, token)

    async def _is_good(self, work: Repositories, token: OneTimeToken | None, user: User, kind: MailKind) -> bool:
        if token is None or kind.link is None or (token.user_id, token.purpose) != (user.pk, kind.link.purpose):
            return False
        if kind == account_mails.CONFIRM_NEW_EMAIL and token.ended_as is LinkEnd.REPLACED:
            return True
        return token.is_good(at=self.clock.now()) and not await work.one_time_tokens.is_replaced(token)

    def _draft_for(self, job: DeliverMailJob, kind: MailKind, user: User, token: OneTimeToken | None) -> MailDraft:
        return MailDraft(
            kind=kind,
            to=_address(kind, user, token),
            first_name=user.first_name,
            language=user.language,
            message_id=_message_id(job),
            link=self._link(kind.link, token) if token and kind.link else None,
        )

    def _link(self, kind: LinkKind, token: OneTimeToken) -> MailLink:
        return MailLink(self.links.url_of(kind, token), token.expires_at - token.created_at)


def _address(kind: MailKind, user: User, token: OneTimeToken | None) -> EmailAddress:
    named = {
        account_mails.CONFIRM_NEW_EMAIL: token and token.new_email,
        account_mails.EMAIL_CHANGE_REQUESTED: token and token.old_email,
        account_mails.EMAIL_CHANGED: token and token.old_email,
    }
    return named.get(kind) or user.email


def _message_id(job: DeliverMailJob) -> str:
    """Returns the same id for every attempt at one job, and another for every other job."""
    return hashlib.sha256(f"{get_job_id()} {get_request_id()} {job.arguments()}".encode()).hexdigest()[:32]
