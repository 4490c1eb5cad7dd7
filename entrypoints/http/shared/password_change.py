"""``POST /<platform>/me/password``."""

import attrs

from application.sessions.change_password import ChangePassword, ChangePasswordCommand
from domain.accounts.errors import WrongPassword
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.sessions import PasswordChangeBody, TokenPairBody


@attrs.frozen
class PasswordChangeHandler:
    """Changes the password of a signed-in person."""

    change_password: ChangePassword
    cookies: RefreshCookies
    devices: DeviceCookies

    @endpoint(
        operation_id="change_my_password_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Change my password, which ends every session and opens a new one",
        body=PasswordChangeBody,
        answer=TokenPairBody,
        gives_cookie=True,
        errors=(WrongPassword,),
    )
    async def change(self, request: EndpointRequest[PasswordChangeBody]) -> EndpointResponse:
        """Sets the password, ends every session and returns the tokens of a new one."""
        pair = await self.change_password(
            ChangePasswordCommand(
                principal=request.principal,
                device=request.device,
                current_password=request.body.current_password,
                new_password=request.body.new_password,
            )
        )
        platform = request.principal.session.platform
        answer = self.cookies.answer(request, pair, platform, request.body.refresh_in)
        return self.devices.with_device_cookie(request, answer, pair.device_token, platform)
