"""``POST /<platform>/me/password``."""

import attrs

from application.sessions.change_password import ChangePassword, ChangePasswordCommand
from domain.accounts.errors import WrongPassword
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceToken, KnownDevice
from entrypoints.http.sign_in.refresh_cookies import RefreshCookie
from entrypoints.schemas.sessions import PasswordChangeBody, TokenPairBody


@attrs.frozen(eq=False, repr=False)
class PasswordChangeHandler:
    """Changes the password of a signed-in person."""

    change_password: ChangePassword

    @endpoint(
        operation_id="change_my_password_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Change my password, which ends every session and opens a new one",
        body=PasswordChangeBody,
        answer=TokenPairBody,
        hooks=(RefreshCookie(), KnownDevice()),
        errors=(WrongPassword,),
    )
    async def change(self, request: EndpointRequest[PasswordChangeBody]) -> EndpointResponse:
        """Sets the password, ends every session and returns the tokens of a new one."""
        signed_in = await self.change_password(
            ChangePasswordCommand(
                principal=request.principal,
                device=request.device,
                current_password=request.body.current_password,
                new_password=request.body.new_password,
            )
        )
        return EndpointResponse(TokenPairBody.of(signed_in.tokens), notes=(DeviceToken(signed_in.device_token),))
