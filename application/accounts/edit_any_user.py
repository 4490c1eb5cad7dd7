from collections.abc import Container
from uuid import UUID

import attrs

from application.accounts.forget_sessions import ForgetSessions
from application.accounts.mails import Mails
from application.accounts.send_mail import MailKind
from application.jobs.enqueue import Enqueue
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from domain.shared_kernel.language import Language


@attrs.frozen(kw_only=True)
class StaffEdit:
    """What is ``None`` stays. ``by`` is the staff member who acts; ``expected`` are the versions that they saw, if they
    say."""

    user_id: UUID
    by: UUID
    first_name: PersonName | None = None
    last_name: PersonName | None = None
    language: Language | None = None
    is_staff: bool | None = None
    email: EmailAddress | None = None
    expected: Container[int] | None = None


@attrs.frozen
class EditAnyUser:
    """Staff may change anybody's account, but not take the staff right from themselves or the last of their own. A new
    address is mailed to, to be confirmed, and the one that somebody signed in with until now is told. Raises
    ``NotFoundException``, ``StaleVersion``, ``EmailTaken``, ``CannotTargetSelf`` and ``LastStaffMember``."""

    begin: BeginWork
    mails: Mails
    enqueue: Enqueue
    clock: Clock

    @retry_lost_race
    async def __call__(self, order: StaffEdit) -> User:
        now = self.clock.now()
        async with self.begin() as work:
            user = await work.users.get_by_id(order.user_id)
            user.require_version(order.expected)
            user.edit(first_name=order.first_name, last_name=order.last_name, language=order.language, at=now)
            if order.is_staff is not None:
                active_staff = await work.users.count_active_staff()
                user.set_staff(order.is_staff, by=order.by, at=now, active_staff=active_staff)
                await self.enqueue(work, ForgetSessions(user.pk))
            if order.email is not None and order.email != user.email:
                await self._readdress(work, user, order.email)
            await work.users.update(user)
            await work.commit()
        return user

    async def _readdress(self, work: UnitOfWork, user: User, email: EmailAddress) -> None:
        left = user.email
        user.change_email(email, at=self.clock.now(), verified=False)
        await self.mails.void_links(work, user.pk)
        if not user.password_hash:
            await self.mails.send_link(work, MailKind.INVITATION, user.pk)
            return
        token = await self.mails.send_link(work, MailKind.VERIFY_EMAIL, user.pk, old_email=left)
        await self.mails.tell(work, MailKind.EMAIL_CHANGED, user.pk, token)
