from collections.abc import Collection
from uuid import UUID

import attrs

from application.accounts.services.deliver_mail_job import PURPOSES, DeliverMailJob, MailKind
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.one_time_token import LinkEnd, LinkPolicy, OneTimeToken, Purpose


@attrs.frozen
class OutgoingMail:
    """Leaves mails to be sent after the commit of the unit that asks for them. What is meant for a ``user_id`` that
    nobody has costs the same and is sent to nobody: that is how known and unknown addresses are told apart by nobody
    either."""

    enqueue: Enqueue
    clock: Clock
    ids: IdFactory
    policy: LinkPolicy

    async def notify(self, work: UnitOfWork, kind: MailKind, user_id: UUID, token: OneTimeToken | None = None) -> None:
        """A mail without a link. ``token`` is that of the change of address that it is about."""
        await self.enqueue(work, DeliverMailJob(kind, user_id, token.pk if token else None))

    async def send_link(
        self,
        work: UnitOfWork,
        kind: MailKind,
        user_id: UUID,
        *,
        new_email: EmailAddress | None = None,
        old_email: EmailAddress | None = None,
    ) -> OneTimeToken:
        """A mail with a link, which takes the place of earlier ones for the same act because it is newer: nothing is
        read or changed, so that it costs the same, also under a burst, whether there are earlier ones or not."""
        purpose = PURPOSES[kind]
        token = OneTimeToken.issue(
            self.ids.ordered(),
            user_id=user_id,
            purpose=purpose,
            at=self.clock.now(),
            policy=self.policy,
            new_email=new_email,
            old_email=old_email,
        )
        await work.one_time_tokens.create(token)
        await self.enqueue(work, DeliverMailJob(kind, user_id, token.pk))
        return token

    async def void_links(self, work: UnitOfWork, user_id: UUID, *, except_for: Purpose | None = None) -> None:
        """Links that were mailed before the account changed hands, or might have, are good for nothing any more."""
        await self._end(work, user_id, [purpose for purpose in Purpose if purpose is not except_for], LinkEnd.VOIDED)

    async def replace_links(self, work: UnitOfWork, user_id: UUID, purpose: Purpose) -> None:
        """Ends earlier links for an act in so many words, so that they are not many. For those alone who have shown who
        they are: what takes longer where there are some shows that there are some."""
        await self._end(work, user_id, [purpose], LinkEnd.REPLACED)

    async def use_up_links(self, work: UnitOfWork, user_id: UUID, purpose: Purpose) -> None:
        """Links for what another act has done, too: whoever follows them hears that it is done."""
        await self._end(work, user_id, [purpose], LinkEnd.USED)

    async def _end(self, work: UnitOfWork, user_id: UUID, purposes: Collection[Purpose], how: LinkEnd) -> None:
        now = self.clock.now()
        for token in await work.one_time_tokens.select_open(user_id, purposes, at=now):
            token.end(how, at=now)
            await work.one_time_tokens.update(token)
