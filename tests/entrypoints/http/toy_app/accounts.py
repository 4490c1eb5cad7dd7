"""The customer side of the small service."""

import attrs

from domain.accounts.errors import AccountLocked, EmailTaken, InvalidCredentials, StaleVersion
from domain.shared_kernel.errors import (
    NotFoundException,
    RevokedTokenException,
)
from entrypoints.http.kit.endpoint import PUBLIC, endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.kit.route import Route, delete, get, patch, post
from tests.entrypoints.http.toy_app.schemas import (
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
    @endpoint(
        operation_id="login_customer",
        requires=PUBLIC,
        body=LoginBody,
        answer=SeenBody,
        errors=(InvalidCredentials, AccountLocked),
        summary="Sign in",
    )
    async def log_in(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        if request.body.password == "wrong":
            raise InvalidCredentials
        return EndpointResponse(seen(request))

    @endpoint(
        operation_id="register_customer",
        requires=PUBLIC,
        body=RegisterBody,
        answer=UserBody,
        status=201,
        also={202: None},
        errors=(EmailTaken,),
        location=True,
        summary="Register",
    )
    async def register(self, request: EndpointRequest[RegisterBody]) -> EndpointResponse:
        if request.body.email.startswith("taken"):
            raise EmailTaken(request.body.email)
        return EndpointResponse(UserBody.of(a_user()), etag=1, location="/customer/me")

    @endpoint(
        operation_id="refresh_tokens_customer",
        requires=PUBLIC,
        body=TokenBody,
        summary="Renew",
        errors=(RevokedTokenException,),
    )
    async def refresh(self, request: EndpointRequest[TokenBody]) -> EndpointResponse:
        raise RevokedTokenException

    @endpoint(
        operation_id="request_password_reset",
        requires=PUBLIC,
        status=202,
        body=LoginBody,
        summary="Forgot",
    )
    async def forget(self, request: EndpointRequest[LoginBody]) -> EndpointResponse:
        return EndpointResponse()

    @endpoint(operation_id="logout_everywhere", status=204, summary="Log out everywhere")
    async def log_out(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse()

    @endpoint(operation_id="get_me_customer", answer=UserBody, etag=True, summary="Who am I")
    async def me(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse(UserBody.of(request.principal.user), etag=request.principal.user.version)

    @endpoint(
        operation_id="update_me_customer",
        body=ProfileChanges,
        answer=SeenBody,
        conditional=True,
        errors=(StaleVersion,),
        summary="Edit",
    )
    async def edit(self, request: EndpointRequest[ProfileChanges]) -> EndpointResponse:
        request.principal.user.require_version(request.expected_versions)
        return EndpointResponse(seen(request))

    @endpoint(operation_id="get_seen_request", answer=SeenBody, summary="What the service saw")
    async def saw(self, request: EndpointRequest[None]) -> EndpointResponse:
        return EndpointResponse(seen(request))

    @endpoint(
        operation_id="end_my_session",
        status=204,
        errors=(NotFoundException,),
        summary="End a session",
    )
    async def end(self, request: EndpointRequest[None]) -> EndpointResponse:
        if request.path["id"].int == 0:
            raise NotFoundException
        return EndpointResponse()


def accounts_routes(accounts: Accounts) -> tuple[Route, ...]:
    return (
        post("/auth/login", accounts.log_in),
        post("/auth/register", accounts.register),
        post("/auth/refresh", accounts.refresh),
        post("/auth/forgot-password", accounts.forget),
        post("/auth/logout-all", accounts.log_out),
        get("/me", accounts.me),
        patch("/me", accounts.edit),
        get("/seen", accounts.saw),
        delete("/me/sessions/{id}", accounts.end),
    )
