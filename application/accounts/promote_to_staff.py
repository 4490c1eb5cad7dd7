import attrs

from application.accounts.services import account_mails
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.password_service import PasswordService
from application.accounts.services.void_account import VoidAccount
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.access.role import Role
from domain.accounts import purposes
from domain.accounts.email_address import EmailAddress
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen(kw_only=True)
class PromoteToStaffCommand:
    """Without ``role`` a staff member keeps theirs, and another person becomes an owner. Without ``password`` the
    account keeps the password it has."""

    email: EmailAddress
    role: Role | None = None
    password: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(eq=False, repr=False)
class PromoteToStaff:
    """The operator may give the owner of an address a role, and vouches for the address. Password, sessions
    and links of an account that was never confirmed are voided; a given password is set, which ends every session
    unless it is the current password already. Raises ``NotFoundException``,
    ``ValidationException`` and ``LastStaffMember``."""

    begin: BeginWork
    read: ReadWork
    passwords: PasswordService
    mails: OutgoingMail
    void_account: VoidAccount
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: PromoteToStaffCommand) -> User:
        async with self.read() as work:
            seen = await work.users.select_by_email(command.email)
        if seen is None:
            raise NotFoundException
        new_hash = await self._new_hash(seen, command.password)
        async with self.begin() as work:
            user = await work.users.get_by_id(seen.pk)
            owners = await work.users.count_active_owners()
            user.appoint(command.role or user.role or Role.OWNER, at=self.clock.now(), active_owners=owners)
            if new_hash is not None:
                user.change_password(new_hash, by=OPERATOR, at=self.clock.now())
                await self.mails.notify(work, account_mails.PASSWORD_CHANGED, user.pk)
            await work.users.update(user)
            await self.mails.use_up_links(work, user.pk, purposes.VERIFY_EMAIL)
            if user.password_hash != seen.password_hash:
                await self.void_account(work, user)
            await work.commit()
        return user

    async def _new_hash(self, user: User, password: str | None) -> str | None:
        """Returns ``None`` if the current password may stay."""
        if password is None:
            return None
        chosen = await self.passwords.choose(password, field="password", personal=user.person.words)
        is_theirs = user.is_email_verified and await self.passwords.match(user, password)
        return None if is_theirs else chosen
