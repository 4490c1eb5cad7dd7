from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.services import account_mails
from application.accounts.services.authority import require_permission, require_right_over
from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.accounts.services.void_account import VoidAccount
from application.jobs.services.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.access.role import Role
from domain.access.service_permission import ServicePermission
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.actor import Actor
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class EditUserAsStaffCommand:
    """Values of ``None`` stay as they are; a role is changed if ``sets_role``, and then ``None`` stands for a customer.
    ``by`` is the actor; ``expected`` are the versions of the account that they saw, or ``None`` for any."""

    user_id: UUID
    by: Actor
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    language: Language | None = None
    role: Role | None = None
    sets_role: bool = False
    email: EmailAddress | None = None
    expected: Container[int] | None = None


@attrs.frozen(eq=False, repr=False)
class EditUserAsStaff:
    """Staff with ``users.write`` may edit customers, with ``staff.manage`` also staff and every role, but not their
    own address or role, nor the role of the last owner. A new address is mailed a link to confirm it, and the
    previous one is notified if a password was set for it. If an unconfirmed account is given a role or another
    address, its password is removed, as it may be a stranger's, and the owner chooses one by a link. Raises
    ``NotFoundException``, ``PermissionDenied``, ``StaleVersion``, ``EmailTaken``, ``CannotTargetSelf`` and
    ``LastStaffMember``."""

    begin: BeginWork
    mails: OutgoingMail
    void_account: VoidAccount
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, command: EditUserAsStaffCommand) -> User:
        now = self.clock.now()
        async with self.begin() as work:
            user = await work.users.get_by_id(command.user_id)
            await self._require_right(work, command, user)
            user.require_version(command.expected)
            before = user.email, user.password_hash
            user.edit(
                by=command.by,
                first_name=command.first_name,
                last_name=command.last_name,
                language=command.language,
                at=now,
            )
            if command.email is not None and command.email != user.email:
                user.set_email_as_staff(command.email, by=command.by, at=now)
            if command.sets_role:
                await self._set_role(work, command, user)
            await work.users.update(user)
            await self._send_mails(work, user, *before)
            await work.commit()
        return user

    async def _require_right(self, work: UnitOfWork, command: EditUserAsStaffCommand, user: User) -> None:
        await require_right_over(work, command.by, user, ServicePermission.USERS_WRITE)
        if command.sets_role and command.role is not user.role:
            await require_permission(work, command.by, ServicePermission.STAFF_MANAGE)

    async def _set_role(self, work: UnitOfWork, command: EditUserAsStaffCommand, user: User) -> None:
        was_staff, owners = user.is_staff, await work.users.count_active_owners()
        user.set_role(command.role, by=command.by, at=self.clock.now(), active_owners=owners)
        if was_staff and not user.is_staff:
            await self.enqueue(work, RemoveDeadSessionsJob(user.pk))

    async def _send_mails(self, work: UnitOfWork, user: User, old_email: EmailAddress, old_hash: str | None) -> None:
        """Notifies the previous address only if its account had a password."""
        is_moved, is_voided = user.email != old_email, user.password_hash != old_hash
        if is_voided:
            await self.void_account(work, user)
        if not is_moved and not is_voided:
            return
        await self.mails.void_links(work, user.pk)
        kind = account_mails.VERIFY_EMAIL if user.password_hash else account_mails.INVITATION
        token = await self.mails.send_link(work, kind, user.pk, old_email=old_email)
        if is_moved and old_hash:
            await self.mails.notify(work, account_mails.EMAIL_CHANGED, user.pk, token)
