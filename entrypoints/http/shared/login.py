"""Login by address and password, shared by both platforms."""

import attrs

from application.sessions.log_in import LogIn, LogInCommand
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.sessions import LoginBody


@attrs.frozen
class Login:
    """Opens a session on one platform. The response has its tokens and the device cookie."""

    platform: Platform
    log_in: LogIn
    cookies: RefreshCookies
    devices: DeviceCookies

    async def __call__(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        """Returns the response with the tokens. Raises the errors of ``LogIn``."""
        command = LogInCommand(
            email=request.body.email,
            password=request.body.password,
            platform=self.platform,
            device=request.device,
            refusal=request.refusal,
            device_token=self.devices.shown(request, self.platform),
        )
        pair = await self.log_in(command)
        response = self.cookies.answer(request, pair, self.platform, request.body.refresh_in)
        return self.devices.with_device_cookie(request, response, pair.device_token, self.platform)
