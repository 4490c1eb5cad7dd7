"""Login by address and password, shared by both platforms."""

import attrs

from application.sessions.log_in import LogIn, LogInCommand
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.hooks import Hook
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.sign_in.device_cookies import DeviceToken, KnownDevice
from entrypoints.http.sign_in.refresh_cookies import RefreshCookie
from entrypoints.schemas.sessions import LoginBody, TokenPairBody

LOGIN_HOOKS: tuple[Hook, ...] = (RefreshCookie(), KnownDevice(is_exempt=True))


@attrs.frozen(eq=False, repr=False)
class Login:
    """Opens a session on one platform. The response has its tokens and the device cookie."""

    platform: Platform
    log_in: LogIn

    async def __call__(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        """Returns the response with the tokens. Raises the errors of ``LogIn``."""
        shown = request.note(DeviceToken)
        command = LogInCommand(
            email=request.body.email,
            password=request.body.password,
            platform=self.platform,
            device=request.device,
            device_token=shown.token if shown else None,
            is_beyond_limit=request.is_beyond_limit,
        )
        signed_in = await self.log_in(command)
        return EndpointResponse(TokenPairBody.of(signed_in.tokens), notes=(DeviceToken(signed_in.device_token),))
