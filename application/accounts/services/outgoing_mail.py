from uuid import UUID

import attrs

from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.mail_kinds import MailKinds
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.mail_kind import MailKind
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.purposes import Purpose
from domain.shared_kernel.filters import FilterOf


@attrs.frozen(eq=False, repr=False)
class OutgoingMail:
    """Stores mails that are sent after the commit of the unit that asks for them. For a ``user_id`` without an account
    the same work is done and no mail is sent, so that the duration does not reveal whether an address has an
    account."""

    enqueue: Enqueue
    clock: Clock
    ids: IdFactory
    kinds: MailKinds

    async def notify(self, work: UnitOfWork, kind: MailKind, user_id: UUID, token: OneTimeToken | None = None) -> None:
        """Stores a mail without a link. ``token`` is that of the change of address that the mail is about. Raises
        ``LookupError`` for a mail that no domain declares."""
        declared = self.kinds.named(kind.name)
        await self.enqueue(work, DeliverMailJob(declared.name, user_id, token.pk if token else None))

    async def send_link(
        self,
        work: UnitOfWork,
        kind: MailKind,
        user_id: UUID | None,
        *,
        new_email: EmailAddress | None = None,
        old_email: EmailAddress | None = None,
    ) -> OneTimeToken:
        """Stores a mail with a link and returns its token. The link replaces earlier ones for the same act because it
        is newer: nothing is read or changed, so the cost does not depend on how many there are. ``None`` stands for
        an id without an account. Raises ``LookupError`` for a mail that no domain declares, or that has no link."""
        owner = user_id or self.ids.random()
        link = self.kinds.named(kind.name).required_link
        token = OneTimeToken.issue(
            self.ids.ordered(),
            user_id=owner,
            purpose=link.purpose,
            at=self.clock.now(),
            life=link.life,
            new_email=new_email,
            old_email=old_email,
        )
        await work.one_time_tokens.create(token)
        await self.enqueue(work, DeliverMailJob(kind.name, owner, token.pk))
        return token

    async def void_links(self, work: UnitOfWork, user_id: UUID, *, except_for: Purpose | None = None) -> None:
        """Ends the links that were mailed before the account changed hands, or might have."""
        others = [OneTimeToken.purpose != except_for] if except_for else []
        await self._end(work, user_id, LinkEnd.VOIDED, *others)

    async def replace_links(self, work: UnitOfWork, user_id: UUID, purpose: Purpose) -> None:
        """Ends earlier links for an act, so that few are open. Only for users who have proved who they are: its
        duration reveals whether there are such links."""
        await self._end(work, user_id, LinkEnd.REPLACED, OneTimeToken.purpose == purpose)

    async def use_up_links(self, work: UnitOfWork, user_id: UUID, purpose: Purpose) -> None:
        """Ends links whose act was done by other means; a user who follows one sees that it is done."""
        await self._end(work, user_id, LinkEnd.USED, OneTimeToken.purpose == purpose)

    async def _end(self, work: UnitOfWork, user_id: UUID, how: LinkEnd, *filters: FilterOf[OneTimeToken]) -> None:
        now = self.clock.now()
        for token in await work.one_time_tokens.select_open(user_id, *filters, at=now):
            token.end(how, at=now)
            await work.one_time_tokens.update(token)
