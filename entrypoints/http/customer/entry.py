import attrs

from application.accounts.register import Register, RegisterCommand
from application.accounts.register_undisclosed import RegisterUndisclosed
from application.request_context import get_language
from application.sessions.log_in import LogIn, LogInCommand
from domain.accounts.errors import AccountLocked, EmailNotVerified, EmailTaken, InvalidCredentials
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS, CHECKS_PASSWORDS_AND_SENDS_MAILS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.accounts import RegisterBody, UserBody
from entrypoints.schemas.sessions import LoginBody, TokenPairBody


@attrs.frozen
class CustomerEntry:
    """How customers come in."""

    registering: Register | RegisterUndisclosed
    logging_in: LogIn
    cookies: RefreshCookies
    devices: DeviceCookies

    @post(
        "/auth/register",
        operation_id="register_customer",
        limited=CHECKS_PASSWORDS_AND_SENDS_MAILS,
        summary="Open an account",
        public=True,
        body=RegisterBody,
        answer=UserBody,
        status=201,
        also={202: None},
        etag=True,
        errors=(EmailTaken,),
    )
    async def register(self, request: EndpointRequest[RegisterBody]) -> EndpointResponse:
        person = request.body.person(get_language())
        user = await self.registering(RegisterCommand(person=person, password=request.body.password))
        return EndpointResponse(UserBody.of(user), etag=user.version) if user else EndpointResponse(status=202)

    @post(
        "/auth/login",
        operation_id="login_customer",
        limited=CHECKS_PASSWORDS,
        exempts_known_devices=True,
        summary="Sign in",
        public=True,
        body=LoginBody,
        answer=TokenPairBody,
        gives_cookie=True,
        errors=(InvalidCredentials, AccountLocked, EmailNotVerified),
    )
    async def log_in(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        credentials = LogInCommand(
            email=request.body.email,
            password=request.body.password,
            platform=Platform.CUSTOMER,
            device=request.device,
            refusal=request.refusal,
            shown=self.devices.shown(request, Platform.CUSTOMER),
        )
        pair = await self.logging_in(credentials)
        answer = self.cookies.answer(request, pair, Platform.CUSTOMER, request.body.refresh_in)
        return self.devices.remembering(request, answer, pair.device_token, Platform.CUSTOMER)
