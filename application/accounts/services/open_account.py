import attrs

from application.accounts.services import account_mails
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.person import Person
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class OpenAccount:
    """Stores a new account, whose owner is asked by mail to confirm the address. Raises ``EmailTaken``."""

    mails: OutgoingMail
    clock: Clock
    ids: IdFactory

    async def __call__(self, work: UnitOfWork, person: Person, password_hash: str) -> User:
        user = User.register(self.ids.random(), person, password_hash=password_hash, at=self.clock.now())
        await work.users.create(user)
        await self.mails.send_link(work, account_mails.VERIFY_EMAIL, user.pk)
        return user
