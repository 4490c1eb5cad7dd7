import attrs

from application.accounts.change_password import ChangePassword, PasswordChange
from application.accounts.edit_user import Edit, EditUser
from domain.accounts.errors import StaleVersion, WrongPassword
from entrypoints.http.call import Answer, Call
from entrypoints.http.endpoint import get, patch, post
from entrypoints.http.limit import CHECKS_PASSWORDS
from entrypoints.http.schemas.accounts import EditBody, PasswordChangeBody, UserBody


@attrs.frozen
class MeHandlers:
    """A person's own account."""

    editing: EditUser
    changing_password: ChangePassword

    @get("/me", summary="My account", answer=UserBody, etag=True)
    async def show(self, call: Call[None]) -> Answer:
        user = call.caller.user
        return Answer(UserBody.of(user), etag=user.version)

    @patch(
        "/me",
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
        limited=CHECKS_PASSWORDS,
        summary="Change my password, which ends every other session",
        body=PasswordChangeBody,
        status=204,
        errors=(WrongPassword,),
    )
    async def change_password(self, call: Call[PasswordChangeBody]) -> Answer:
        await self.changing_password(
            PasswordChange(
                user_id=call.caller.user.pk,
                session_id=call.caller.session.pk,
                current_password=call.body.current_password,
                new_password=call.body.new_password,
            )
        )
        return Answer()
