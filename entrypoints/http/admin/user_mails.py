"""``POST /admin/users/{id}/send-password-reset`` and ``resend-invitation``."""

import attrs

from application.accounts.resend_invitation import ResendInvitation
from application.accounts.send_password_reset import SendPasswordReset
from domain.access.service_permission import ServicePermission
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse


@attrs.frozen(eq=False, repr=False)
class UserMailHandlers:
    """Mail a person a link by which they choose a password."""

    send_reset: SendPasswordReset
    resend: ResendInvitation

    @endpoint(
        operation_id="send_password_reset",
        summary="Have a link mailed to a person by which they choose a new password",
        requires=ServicePermission.USERS_HELP,
        status=202,
        errors=(NotFoundException,),
    )
    async def send_password_reset(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Enqueues the mail."""
        await self.send_reset(request.path["id"], by=request.principal.user.pk)
        return EndpointResponse()

    @endpoint(
        operation_id="resend_invitation",
        summary="Invite a person again who has not chosen a password yet",
        requires=ServicePermission.USERS_HELP,
        status=202,
        errors=(NotFoundException,),
    )
    async def resend_invitation(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Enqueues the mail."""
        await self.resend(request.path["id"], by=request.principal.user.pk)
        return EndpointResponse()
