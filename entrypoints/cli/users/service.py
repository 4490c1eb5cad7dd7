from collections.abc import Mapping

import attrs

from application.accounts.delete_user import DeleteUser, DeleteUserCommand
from application.accounts.invite_user import InviteUser, InviteUserCommand
from application.accounts.list_users import ListUsers
from application.accounts.lock_user import LockUser, LockUserCommand
from application.accounts.send_password_reset import SendPasswordReset
from application.accounts.unlock_user import UnlockUser, UnlockUserCommand
from application.sessions.export_data import ExportData
from domain.accounts.actor import OPERATOR
from domain.accounts.user import User
from domain.shared_kernel.language import DEFAULT_LANGUAGE
from entrypoints.cli.options import read_options
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.schemas.accounts import InvitationBody, ReasonBody, UserBody, UserList, UserQuery
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.export import ExportBody


@attrs.frozen
class UserService:
    """Everybody's accounts, for the operator: by the use cases, and the rules, that staff have."""

    named: UserLookup
    listing: ListUsers
    inviting: InviteUser
    locking: LockUser
    unlocking: UnlockUser
    resetting: SendPasswordReset
    deleting: DeleteUser
    exporting: ExportData
    context: SchemaContext

    async def search(self, typed: Mapping[str, object]) -> UserList:
        query = read_options(UserQuery, typed, self.context)
        listed = await self.listing(query.search(), query.paging())
        return UserList.of(listed, UserBody.of, query, self.context.cursors)

    async def invite(self, typed: Mapping[str, object]) -> User:
        body = read_options(InvitationBody, typed, self.context)
        command = InviteUserCommand(person=body.person(DEFAULT_LANGUAGE), by=OPERATOR, is_staff=body.is_staff or False)
        return await self.inviting(command)

    async def lock(self, named: str, reason: str | None) -> User:
        read = read_options(ReasonBody, {"reason": reason}, self.context)
        user = await self.named(named)
        return await self.locking(LockUserCommand(user_id=user.pk, by=OPERATOR, reason=read.reason))

    async def unlock(self, named: str, reason: str | None) -> User:
        read = read_options(ReasonBody, {"reason": reason}, self.context)
        user = await self.named(named)
        return await self.unlocking(UnlockUserCommand(user_id=user.pk, by=OPERATOR, reason=read.reason))

    async def reset_password(self, named: str) -> User:
        user = await self.named(named)
        await self.resetting(user.pk)
        return user

    async def delete(self, user: User) -> None:
        await self.deleting(DeleteUserCommand(user_id=user.pk, by=OPERATOR))

    async def export(self, named: str) -> ExportBody:
        user = await self.named(named)
        return ExportBody.of(await self.exporting(user.pk), None)
