import attrs

from application.sessions.log_in import LogIn, LogInCommand
from domain.accounts.errors import AccountLocked, EmailNotVerified, InvalidCredentials, NotStaff
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.sessions import LoginBody, TokenPairBody


@attrs.frozen
class AdminEntry:
    """How staff come in."""

    logging_in: LogIn
    cookies: RefreshCookies
    devices: DeviceCookies

    @post(
        "/auth/login",
        operation_id="login_admin",
        limited=CHECKS_PASSWORDS,
        exempts_known_devices=True,
        summary="Sign in as staff",
        public=True,
        body=LoginBody,
        answer=TokenPairBody,
        gives_cookie=True,
        errors=(InvalidCredentials, AccountLocked, EmailNotVerified, NotStaff),
    )
    async def log_in(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        credentials = LogInCommand(
            email=request.body.email,
            password=request.body.password,
            platform=Platform.ADMIN,
            device=request.device,
            refusal=request.refusal,
            shown=self.devices.shown(request, Platform.ADMIN),
        )
        pair = await self.logging_in(credentials)
        answer = self.cookies.answer(request, pair, Platform.ADMIN, request.body.refresh_in)
        return self.devices.remembering(request, answer, pair.device_token, Platform.ADMIN)
