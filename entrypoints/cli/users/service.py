from collections.abc import Mapping

import attrs

from application.accounts.delete_user import DeleteUser, DeleteUserCommand
from application.accounts.export_data import ExportData
from application.accounts.invite_user import InviteUser, InviteUserCommand
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from application.credentials.reset_mfa import ResetMfa, ResetMfaCommand
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR
from entrypoints.cli.options import read_options
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.schemas.base import Schema
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.export.form import ExportForm
from entrypoints.schemas.factors import ResetMfaBody
from entrypoints.schemas.users import InvitationBody, ReasonBody, UserBody, UserList, UserQuery


@attrs.frozen(eq=False, repr=False)
class UserService:
    """The accounts of all people, for the operator, by the same use cases and rules as for staff."""

    lookup: UserLookup
    list_users: ListUsers
    invite_user: InviteUser
    lock_user: LockUser
    unlock_user: UnlockUser
    send_password_reset: SendPasswordReset
    delete_user: DeleteUser
    reset_mfa: ResetMfa
    export_data: ExportData
    export_form: ExportForm
    context: SchemaContext

    async def search(self, typed: Mapping[str, object]) -> UserList:
        """Returns the page that the options ask for. Raises ``ValidationException`` for a bad option."""
        query = read_options(UserQuery, typed, self.context)
        listed = await self.list_users(query.search(), query.paging())
        return UserList.of(listed, UserBody.of, query, self.context.cursors)

    async def invite(self, typed: Mapping[str, object]) -> User:
        """Creates an account and mails an invitation. Raises ``EmailTaken``, or ``ValidationException`` for a bad
        option."""
        body = read_options(InvitationBody, typed, self.context)
        command = InviteUserCommand(person=body.person(self.context.languages.default), by=OPERATOR, role=body.role)
        return await self.invite_user(command)

    async def lock(self, email_or_id: str, reason: str | None) -> User:
        """Locks an account. Raises ``LastStaffMember`` for the last of the staff."""
        read = read_options(ReasonBody, {"reason": reason}, self.context)
        user = await self.lookup(email_or_id)
        return await self.lock_user(LockUserCommand(user_id=user.pk, by=OPERATOR, reason=read.reason))

    async def unlock(self, email_or_id: str, reason: str | None) -> User:
        """Unlocks an account."""
        read = read_options(ReasonBody, {"reason": reason}, self.context)
        user = await self.lookup(email_or_id)
        return await self.unlock_user(UnlockUserCommand(user_id=user.pk, by=OPERATOR, reason=read.reason))

    async def reset_password(self, email_or_id: str) -> User:
        """Mails a link to set a new password."""
        user = await self.lookup(email_or_id)
        await self.send_password_reset(user.pk, by=OPERATOR)
        return user

    async def remove_factors(self, email_or_id: str, reason: str) -> User:
        """Removes the second factors of an account."""
        read = read_options(ResetMfaBody, {"reason": reason}, self.context)
        user = await self.lookup(email_or_id)
        await self.reset_mfa(ResetMfaCommand(user_id=user.pk, by=OPERATOR, reason=read.reason))
        return user

    async def delete(self, user: User) -> None:
        """Deletes an account. Raises ``LastStaffMember`` for the last of the staff."""
        await self.delete_user(DeleteUserCommand(user_id=user.pk, by=OPERATOR))

    async def export(self, email_or_id: str) -> Schema:
        """Returns all data that is stored about a person."""
        user = await self.lookup(email_or_id)
        return self.export_form.represent(await self.export_data(user.pk, by=OPERATOR), None)
