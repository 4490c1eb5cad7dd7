"""``GET /admin/me``."""

import attrs

from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.users import StaffBody


@attrs.frozen
class AdminMeHandler:
    """Shows a staff member their own account."""

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
        return EndpointResponse(StaffBody.of(user), etag=user.version)
