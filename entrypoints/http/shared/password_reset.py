"""``POST /<platform>/auth/forgot-password`` and ``reset-password``."""

import attrs

from application.accounts.request_password_reset import RequestPasswordReset, RequestPasswordResetCommand
from application.accounts.set_password import SetPassword, SetPasswordCommand
from application.credentials.services.known_devices import KnownDevices
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import SENDS_RESET_MAILS, SETS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceToken, KnownDevice
from entrypoints.schemas.accounts import EmailBody, PasswordByLinkBody


@attrs.frozen(eq=False, repr=False)
class PasswordResetHandlers:
    """Give a new password to a person who has forgotten theirs, or was invited."""

    platform: Platform
    request_password_reset: RequestPasswordReset
    set_password: SetPassword
    known_devices: KnownDevices

    @endpoint(
        operation_id="request_password_reset_{platform}",
        limited=SENDS_RESET_MAILS,
        summary="Have a link mailed by which to choose a new password",
        requires=PUBLIC,
        body=EmailBody,
        status=202,
    )
    async def forgot(self, request: EndpointRequest[EmailBody]) -> EndpointResponse:
        """Returns 202, whether or not there is an account, so that none is revealed."""
        await self.request_password_reset(RequestPasswordResetCommand(email=request.body.email, platform=self.platform))
        return EndpointResponse()

    @endpoint(
        operation_id="reset_password_{platform}",
        limited=SETS_PASSWORDS,
        summary="Choose a password by that link, or by an invitation, which ends every session",
        requires=PUBLIC,
        body=PasswordByLinkBody,
        status=204,
        hooks=(KnownDevice(),),
        errors=(InvalidLink, LinkSpent),
    )
    async def reset(self, request: EndpointRequest[PasswordByLinkBody]) -> EndpointResponse:
        """Sets the password, ends every session and spends the link; the device is known."""
        user = await self.set_password(SetPasswordCommand(token=request.body.token, password=request.body.new_password))
        return EndpointResponse(notes=(DeviceToken(self.known_devices.remember(user)),))
