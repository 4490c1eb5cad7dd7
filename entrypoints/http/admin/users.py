"""``/admin/users`` and ``/admin/users/{id}``."""

import attrs

from application.accounts.delete_user import DeleteUser, DeleteUserCommand
from application.accounts.edit_user_as_staff import EditUserAsStaff, EditUserAsStaffCommand
from application.accounts.get_user import GetUser
from application.accounts.invite_user import InviteUser, InviteUserCommand
from application.accounts.list_users import ListUsers
from application.request_context import get_language
from domain.access.service_permission import ServicePermission
from domain.accounts.errors import CannotTargetSelf, EmailTaken, LastStaffMember, StaleVersion
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.users import InvitationBody, StaffEditBody, UserBody, UserList, UserQuery


@attrs.frozen(eq=False, repr=False)
class UserHandlers:
    """Search, invite, show, change and delete accounts."""

    list_users: ListUsers
    get_user: GetUser
    invite_user: InviteUser
    edit_user: EditUserAsStaff
    delete_user: DeleteUser
    cursors: Cursors

    @endpoint(
        operation_id="list_users",
        summary="Search accounts",
        requires=ServicePermission.USERS_READ,
        query=UserQuery,
        answer=UserList,
    )
    async def search(self, request: QueryRequest[UserQuery]) -> EndpointResponse:
        """Returns a page of accounts."""
        query = request.query
        listed = await self.list_users(query.search(), query.paging())
        return EndpointResponse(UserList.of(listed, UserBody.of, query, self.cursors))

    @endpoint(
        operation_id="create_user",
        summary="Make an account for somebody, who is mailed an invitation",
        requires=ServicePermission.USERS_WRITE,
        body=InvitationBody,
        answer=UserBody,
        status=201,
        etag=True,
        location=True,
        errors=(EmailTaken,),
    )
    async def invite(self, request: EndpointRequest[InvitationBody]) -> EndpointResponse:
        """Creates an account, enqueues its invitation and returns it."""
        user = await self.invite_user(
            InviteUserCommand(
                person=request.body.person(get_language()),
                by=request.principal.user.pk,
                role=request.body.role,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version, location=f"/admin/users/{user.pk}")

    @endpoint(
        operation_id="get_user",
        summary="One account",
        requires=ServicePermission.USERS_READ,
        answer=UserBody,
        etag=True,
        errors=(NotFoundException,),
    )
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the account."""
        user = await self.get_user(request.path["id"])
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @endpoint(
        operation_id="update_user",
        summary="Change an account",
        requires=ServicePermission.USERS_WRITE,
        body=StaffEditBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(NotFoundException, StaleVersion, EmailTaken, CannotTargetSelf, LastStaffMember),
    )
    async def edit(self, request: EndpointRequest[StaffEditBody]) -> EndpointResponse:
        """Changes the members that were sent, and returns the account."""
        changes = request.body.model_dump(exclude_unset=True)
        user = await self.edit_user(
            EditUserAsStaffCommand(
                user_id=request.path["id"],
                by=request.principal.user.pk,
                expected=request.expected_versions,
                sets_role="role" in changes,
                **changes,
            )
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @endpoint(
        operation_id="delete_user",
        summary="Delete an account and all that is personal about it",
        requires=ServicePermission.USERS_WRITE,
        status=204,
        conditional=True,
        errors=(NotFoundException, StaleVersion, CannotTargetSelf, LastStaffMember),
    )
    async def delete(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Deletes the account and its personal data."""
        await self.delete_user(
            DeleteUserCommand(
                user_id=request.path["id"], by=request.principal.user.pk, expected=request.expected_versions
            )
        )
        return EndpointResponse()
