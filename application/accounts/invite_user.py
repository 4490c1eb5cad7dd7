import attrs

from application.accounts.services import account_mails
from application.accounts.services.authority import require_permission
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.void_account import VoidAccount
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from domain.accounts.person import Person
from domain.accounts.user import User
from domain.shared_kernel.actor import Actor


@attrs.frozen(kw_only=True)
class InviteUserCommand:
    """``by`` is the actor who invites; ``role`` is that of a new staff member."""

    person: Person
    by: Actor
    role: Role | None = None


@attrs.frozen(eq=False, repr=False)
class InviteUser:
    """Staff with ``users.write`` may open an account for a customer, with ``staff.manage`` also for staff. The
    person chooses a password by a mailed link, so that no one else ever knows it. An unconfirmed account of the same
    address is given to that person. Raises ``PermissionDenied`` and ``EmailTaken``."""

    begin: BeginWork
    mails: OutgoingMail
    void_account: VoidAccount
    clock: Clock
    ids: IdFactory

    @retry_lost_race
    async def __call__(self, command: InviteUserCommand) -> User:
        async with self.begin() as work:
            await require_permission(work, command.by, ServicePermission.USERS_WRITE)
            if command.role is not None:
                await require_permission(work, command.by, ServicePermission.STAFF_MANAGE)
            stranger = await work.users.select_by_email(command.person.email)
            user = await (self._create(work, command) if stranger is None else self._take(work, stranger, command))
            await self.mails.send_link(work, account_mails.INVITATION, user.pk)
            await work.commit()
        return user

    async def _create(self, work: UnitOfWork, command: InviteUserCommand) -> User:
        user = User.invite(self.ids.random(), command.person, by=command.by, role=command.role, at=self.clock.now())
        return await work.users.create(user)

    async def _take(self, work: UnitOfWork, user: User, command: InviteUserCommand) -> User:
        user.reinvite(command.person, by=command.by, role=command.role, at=self.clock.now())
        await work.users.update(user)
        await self.void_account(work, user)
        return user
