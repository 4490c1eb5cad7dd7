import attrs

from application.accounts.edit_user import Edit, EditUser
from application.sessions.change_password import ChangePassword, PasswordChange
from domain.accounts.errors import StaleVersion, WrongPassword
from entrypoints.http.kit.endpoint import get, patch, post
from entrypoints.http.kit.request import Answer, Call
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
    async def show(self, call: Call[None]) -> Answer:
        user = call.caller.user
        return Answer(UserBody.of(user), etag=user.version)

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
    async def edit(self, call: Call[EditBody]) -> Answer:
        changes = call.body.model_dump(exclude_unset=True)
        user = await self.editing(Edit(user_id=call.caller.user.pk, expected=call.expected_versions, **changes))
        return Answer(UserBody.of(user), etag=user.version)

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
    async def change_password(self, call: Call[PasswordChangeBody]) -> Answer:
        pair = await self.changing_password(
            PasswordChange(
                caller=call.caller,
                device=call.device,
                current_password=call.body.current_password,
                new_password=call.body.new_password,
            )
        )
        platform = call.caller.session.platform
        answer = self.cookies.answer(call, pair, platform, call.body.refresh_in)
        return self.devices.remembering(call, answer, pair.device_token, platform)
