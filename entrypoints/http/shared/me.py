"""``GET`` and ``PATCH /<platform>/me``."""

import attrs

from application.accounts.edit_user import EditUser, EditUserCommand
from domain.accounts.errors import StaleVersion
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.accounts import EditBody
from entrypoints.schemas.users import UserBody


@attrs.frozen(eq=False, repr=False)
class MeHandlers:
    """Show and change a person's own account. On the admin platform ``AdminMeHandler`` shows it."""

    edit_user: EditUser

    @endpoint(operation_id="get_me_{platform}", summary="My account", answer=UserBody, etag=True, before_enrolment=True)
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the account of the principal."""
        user = request.principal.user
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @endpoint(
        operation_id="update_me_{platform}",
        summary="Change my names or language",
        body=EditBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        before_enrolment=True,
        errors=(StaleVersion,),
    )
    async def edit(self, request: EndpointRequest[EditBody]) -> EndpointResponse:
        """Changes the members that were sent, and returns the account."""
        changes = request.body.model_dump(exclude_unset=True)
        user = await self.edit_user(
            EditUserCommand(user_id=request.principal.user.pk, expected=request.expected_versions, **changes)
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)
