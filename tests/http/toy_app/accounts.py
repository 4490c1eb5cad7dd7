"""The customer side of the small service."""

import attrs

from domain.accounts.errors import AccountLocked, EmailTaken, InvalidCredentials, StaleVersion
from domain.shared_kernel.errors import (
    NotFoundException,
    RevokedTokenException,
)
from entrypoints.http.kit.endpoint import delete, get, patch, post
from entrypoints.http.kit.request import Answer, Call
from tests.http.toy_app.schemas import (
    LoginBody,
    ProfileChanges,
    RegisterBody,
    SeenBody,
    TokenBody,
    UserBody,
    a_user,
    seen,
)


@attrs.frozen
class Accounts:
    @post(
        "/auth/login",
        operation_id="login_customer",
        public=True,
        body=LoginBody,
        answer=SeenBody,
        errors=(InvalidCredentials, AccountLocked),
        summary="Sign in",
    )
    async def log_in(self, call: Call[LoginBody]) -> Answer:
        if call.body.password == "wrong":
            raise InvalidCredentials
        return Answer(seen(call))

    @post(
        "/auth/register",
        operation_id="register_customer",
        public=True,
        body=RegisterBody,
        answer=UserBody,
        status=201,
        also={202: None},
        errors=(EmailTaken,),
        location=True,
        summary="Register",
    )
    async def register(self, call: Call[RegisterBody]) -> Answer:
        if call.body.email.startswith("taken"):
            raise EmailTaken(call.body.email)
        return Answer(UserBody.of(a_user()), etag=1, location="/customer/me")

    @post(
        "/auth/refresh",
        operation_id="refresh_tokens_customer",
        public=True,
        body=TokenBody,
        summary="Renew",
        errors=(RevokedTokenException,),
    )
    async def refresh(self, call: Call[TokenBody]) -> Answer:
        raise RevokedTokenException

    @post(
        "/auth/forgot-password",
        operation_id="request_password_reset",
        public=True,
        status=202,
        body=LoginBody,
        summary="Forgot",
    )
    async def forget(self, call: Call[LoginBody]) -> Answer:
        return Answer()

    @post("/auth/logout-all", operation_id="logout_everywhere", status=204, summary="Log out everywhere")
    async def log_out(self, call: Call[None]) -> Answer:
        return Answer()

    @get("/me", operation_id="get_me_customer", answer=UserBody, etag=True, summary="Who am I")
    async def me(self, call: Call[None]) -> Answer:
        return Answer(UserBody.of(call.caller.user), etag=call.caller.user.version)

    @patch(
        "/me",
        operation_id="update_me_customer",
        body=ProfileChanges,
        answer=SeenBody,
        conditional=True,
        errors=(StaleVersion,),
        summary="Edit",
    )
    async def edit(self, call: Call[ProfileChanges]) -> Answer:
        call.caller.user.require_version(call.expected_versions)
        return Answer(seen(call))

    @get("/seen", operation_id="get_seen_request", answer=SeenBody, summary="What the service saw")
    async def saw(self, call: Call[None]) -> Answer:
        return Answer(seen(call))

    @delete(
        "/me/sessions/{id}",
        operation_id="end_my_session",
        status=204,
        errors=(NotFoundException,),
        summary="End a session",
    )
    async def end(self, call: Call[None]) -> Answer:
        if call.path["id"].int == 0:
            raise NotFoundException
        return Answer()
