import attrs

from application.accounts.register import Register, Registration
from application.accounts.register_undisclosed import RegisterQuietly
from application.request_context import get_language
from application.sessions.log_in import Credentials, LogIn
from domain.accounts.errors import AccountLocked, EmailNotVerified, EmailTaken, InvalidCredentials
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import Answer, Call
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS, CHECKS_PASSWORDS_AND_SENDS_MAILS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.accounts import RegisterBody, UserBody
from entrypoints.schemas.sessions import LoginBody, TokenPairBody


@attrs.frozen
class CustomerEntry:
    """How customers come in."""

    registering: Register | RegisterQuietly
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
    async def register(self, call: Call[RegisterBody]) -> Answer:
        person = call.body.person(get_language())
        user = await self.registering(Registration(person=person, password=call.body.password))
        return Answer(UserBody.of(user), etag=user.version) if user else Answer(status=202)

    @post(
        "/auth/login",
        operation_id="login_customer",
        limited=CHECKS_PASSWORDS,
        knows_devices=True,
        summary="Sign in",
        public=True,
        body=LoginBody,
        answer=TokenPairBody,
        gives_cookie=True,
        errors=(InvalidCredentials, AccountLocked, EmailNotVerified),
    )
    async def log_in(self, call: Call[LoginBody]) -> Answer:
        credentials = Credentials(
            email=call.body.email,
            password=call.body.password,
            platform=Platform.CUSTOMER,
            device=call.device,
            refusal=call.refusal,
            shown=self.devices.shown(call, Platform.CUSTOMER),
        )
        pair = await self.logging_in(credentials)
        answer = self.cookies.answer(call, pair, Platform.CUSTOMER, call.body.refresh_in)
        return self.devices.remembering(call, answer, pair.device_token, Platform.CUSTOMER)
