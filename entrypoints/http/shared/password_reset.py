import attrs

from application.accounts.request_password_reset import ForgotPassword, Forgotten
from application.accounts.set_password import PasswordByLink, SetPassword
from application.sessions.services.known_devices import KnownDevices
from domain.accounts.errors import InvalidLink, LinkSpent
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.endpoint import post
from entrypoints.http.kit.request import Answer, Call
from entrypoints.http.rate_limits.policies import SENDS_RESET_MAILS, SETS_PASSWORDS
from entrypoints.http.sign_in.device_cookies import DeviceCookies
from entrypoints.schemas.accounts import EmailBody, PasswordByLinkBody


@attrs.frozen
class PasswordHandlers:
    """A new password for who has forgotten theirs, or was invited."""

    platform: Platform
    forgetting: ForgotPassword
    setting: SetPassword
    known: KnownDevices
    devices: DeviceCookies

    @post(
        "/auth/forgot-password",
        operation_id="request_password_reset_{platform}",
        limited=SENDS_RESET_MAILS,
        summary="Have a link mailed by which to choose a new password",
        public=True,
        body=EmailBody,
        status=202,
    )
    async def forgot(self, call: Call[EmailBody]) -> Answer:
        await self.forgetting(Forgotten(email=call.body.email, platform=self.platform))
        return Answer()

    @post(
        "/auth/reset-password",
        operation_id="reset_password_{platform}",
        limited=SETS_PASSWORDS,
        summary="Choose a password by that link, or by an invitation, which ends every session",
        public=True,
        body=PasswordByLinkBody,
        status=204,
        gives_cookie=True,
        errors=(InvalidLink, LinkSpent),
    )
    async def reset(self, call: Call[PasswordByLinkBody]) -> Answer:
        user = await self.setting(PasswordByLink(token=call.body.token, password=call.body.new_password))
        return self.devices.remembering(call, Answer(), self.known.remember(user), self.platform)
