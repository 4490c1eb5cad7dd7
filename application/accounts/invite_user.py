import attrs

from application.accounts.mails import Mails
from application.accounts.send_mail import MailKind
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.accounts.actor import Actor
from domain.accounts.person import Person
from domain.accounts.user import User


@attrs.frozen(kw_only=True)
class Invitation:
    """``by`` invites."""

    person: Person
    by: Actor
    is_staff: bool = False


@attrs.frozen
class InviteUser:
    """Staff and the operator may make an account for somebody, who chooses a password by the link in a mail: others
    never know one. Raises ``EmailTaken``."""

    begin: BeginWork
    mails: Mails
    clock: Clock
    ids: IdFactory

    @retry_lost_race
    async def __call__(self, order: Invitation) -> User:
        user = User.invite(self.ids.random(), order.person, by=order.by, is_staff=order.is_staff, at=self.clock.now())
        async with self.begin() as work:
            await work.users.create(user)
            await self.mails.send_link(work, MailKind.INVITATION, user.pk)
            await work.commit()
        return user
