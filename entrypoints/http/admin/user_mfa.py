"""``POST /admin/users/{id}/reset-mfa``."""

import attrs

from application.credentials.reset_mfa import ResetMfa, ResetMfaCommand
from domain.access.service_permission import ServicePermission
from domain.accounts.errors import CannotTargetSelf
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.schemas.factors import ResetMfaBody


@attrs.frozen(eq=False, repr=False)
class UserMfaHandler:
    """Helps a person who has lost every second factor."""

    reset_mfa: ResetMfa

    @endpoint(
        operation_id="reset_user_mfa",
        summary="Remove all second factors of a person who has lost them, and sign them out everywhere",
        requires=ServicePermission.USERS_WRITE,
        body=ResetMfaBody,
        status=204,
        errors=(NotFoundException, CannotTargetSelf),
    )
    async def reset(self, request: EndpointRequest[ResetMfaBody]) -> EndpointResponse:
        """Removes the factors; the owner gets a mail."""
        command = ResetMfaCommand(user_id=request.path["id"], by=request.principal.user.pk, reason=request.body.reason)
        await self.reset_mfa(command)
        return EndpointResponse()
