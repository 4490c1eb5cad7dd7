import attrs

from application.accounts.edit_user import EditUser, EditUserCommand
from application.sessions.change_password import ChangePassword, ChangePasswordCommand
from domain.accounts.errors import StaleVersion, WrongPassword
from entrypoints.http.kit.endpoint import get, patch, post
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse
from entrypoints.http.rate_limits.policies import CHECKS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.http.sign_in.refresh_cookies import RefreshCookies
from entrypoints.schemas.accounts import EditBody, UserBody
from entrypoints.schemas.sessions import PasswordChangeBody, TokenPairBody


@attrs.frozen
class MeHandlers:
    """A person's own account."""

    editing: EditUser
    changing_password: ChangePassword
    cookies: RefreshCookies
    devices: DeviceCookies

    @get("/me", operation_id="get_me_{platform}", summary="My account", answer=UserBody, etag=True)
    async def show(self, request: EndpointRequest[None]) -> EndpointResponse:
        user = request.principal.user
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @patch(
        "/me",
        operation_id="update_me_{platform}",
        summary="Change my names or language",
        body=EditBody,
        answer=UserBody,
        etag=True,
        conditional=True,
        errors=(StaleVersion,),
    )
    async def edit(self, request: EndpointRequest[EditBody]) -> EndpointResponse:
        changes = request.body.model_dump(exclude_unset=True)
        user = await self.editing(
            EditUserCommand(user_id=request.principal.user.pk, expected=request.expected_versions, **changes)
        )
        return EndpointResponse(UserBody.of(user), etag=user.version)

    @post(
        "/me/password",
        operation_id="change_my_password_{platform}",
        limited=CHECKS_PASSWORDS,
        summary="Change my password, which ends every session and opens a new one",
        body=PasswordChangeBody,
        answer=TokenPairBody,
        gives_cookie=True,
        errors=(WrongPassword,),
    )
    async def change_password(self, request: EndpointRequest[PasswordChangeBody]) -> EndpointResponse:
        pair = await self.changing_password(
            ChangePasswordCommand(
                principal=request.principal,
                device=request.device,
                current_password=request.body.current_password,
                new_password=request.body.new_password,
            )
        )
        platform = request.principal.session.platform
        answer = self.cookies.answer(request, pair, platform, request.body.refresh_in)
        return self.devices.remembering(request, answer, pair.device_token, platform)
