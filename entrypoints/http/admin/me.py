"""``GET /admin/me``."""

from collections.abc import Sequence

import attrs

from domain.access.permission import Permission
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.users import StaffBody


@attrs.frozen(eq=False, repr=False)
class AdminMeHandler:
    """Shows a staff member their own account, with those of all ``permissions`` that their role has."""

    permissions: Sequence[Permission]

    @endpoint(
        operation_id="get_me_admin",
        summary="My account and my permissions",
        answer=StaffBody,
        etag=True,
        before_enrolment=True,
    )
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Returns the account of the principal."""
        user = request.principal.user
        return EndpointResponse(StaffBody.of_member(user, self.permissions), etag=user.version)
