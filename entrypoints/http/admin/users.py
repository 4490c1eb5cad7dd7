import attrs

from application.accounts.delete_user import DeleteUser, Deletion
from application.accounts.edit_user_as_staff import EditAnyUser, StaffEdit
from application.accounts.get_user import GetUser
from application.accounts.invite_user import Invitation, InviteUser
from application.accounts.list_users import ListUsers
from application.request_context import get_language
from domain.accounts.errors import CannotTargetSelf, EmailTaken, LastStaffMember, StaleVersion
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import delete, get, patch, post
from entrypoints.http.kit.request import Answer, Call, QueryCall
from entrypoints.schemas.accounts import InvitationBody, StaffEditBody, UserBody, UserList, UserQuery
from entrypoints.schemas.cursors import Cursors


@attrs.frozen
class UserHandlers:
    """Everybody's accounts, for staff."""

    listing: ListUsers
    getting: GetUser
    inviting: InviteUser
    editing: EditAnyUser
    deleting: DeleteUser
    cursors: Cursors

    @get("/users", operation_id="list_users", summary="Search accounts", query=UserQuery, answer=UserList)
    async def search(self, call: QueryCall[UserQuery]) -> Answer:
        query = call.query
        listed = await self.listing(query.search(), query.paging())
        return Answer(UserList.of(listed, UserBody.of, query, self.cursors))

    @post(
        "/users",
        operation_id="create_user",
        summary="Make an account for somebody, who is mailed an invitation",
        body=InvitationBody,
        answer=UserBody,
        status=201,
        etag=True,
        location=True,
        errors=(EmailTaken,),
    )
    async def invite(self, call: Call[InvitationBody]) -> Answer:
        user = await self.inviting(
            Invitation(
                person=call.body.person(get_language()), by=call.caller.user.pk, is_staff=call.body.is_staff or False
            )
        )
        return Answer(UserBody.of(user), etag=user.version, location=f"/admin/users/{user.pk}")

    @get(
        "/users/{id}",
        operation_id="get_user",
        summary="One account",
        answer=UserBody,
        etag=True,
        errors=(NotFoundException,),
    )
    async def show(self, call: Call[None]) -> Answer:
        user = await self.getting(call.path["id"])
        return Answer(UserBody.of(user), etag=user.version)

    @patch(
        "/users/{id}",
        operation_id="update_user",
        summary="Change an account",
        body=StaffEditBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion, EmailTaken, CannotTargetSelf, LastStaffMember),
    )
    async def edit(self, call: Call[StaffEditBody]) -> Answer:
        changes = call.body.model_dump(exclude_unset=True)
        user = await self.editing(
            StaffEdit(user_id=call.path["id"], by=call.caller.user.pk, expected=call.expected_versions, **changes)
        )
        return Answer(UserBody.of(user), etag=user.version)

    @delete(
        "/users/{id}",
        operation_id="delete_user",
        summary="Delete an account and all that is personal about it",
        status=204,
        conditional=True,
        errors=(NotFoundException, StaleVersion, CannotTargetSelf, LastStaffMember),
    )
    async def delete(self, call: Call[None]) -> Answer:
        await self.deleting(Deletion(user_id=call.path["id"], by=call.caller.user.pk, expected=call.expected_versions))
        return Answer()
