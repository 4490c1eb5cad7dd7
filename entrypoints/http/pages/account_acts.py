"""The pages of accounts, and their acts."""

from collections.abc import Sequence
from functools import partial

import attrs

from application.accounts.confirm_email import ConfirmEmail, ConfirmEmailCommand
from application.accounts.services import account_mails
from application.accounts.set_password import SetPassword, SetPasswordCommand
from application.credentials.services.known_devices import KnownDevices
from domain.accounts import purposes
from domain.accounts.purposes import Purpose
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.platform import Platform
from entrypoints.http.pages.link_page import LinkAct, LinkPage
from entrypoints.http.sign_in.device_cookies import DeviceCookies

VERIFY_EMAIL = LinkPage(
    title=_("Confirm your email address"),
    lead=_("Is this your address? Then please confirm it."),
    act=_("Confirm email address"),
    done_title=_("Your email address is confirmed"),
    done=_("Thank you. You can close this page now."),
    already_title=_("Your email address is confirmed already"),
    already=_("There is nothing left to do. You can close this page now."),
    again=_("Where you sign in you can have the mail sent to you once more."),
)
CONFIRM_NEW_EMAIL = LinkPage(
    title=_("Confirm your new email address"),
    lead=_("As soon as you confirm this address, it takes the place of the one that you used before."),
    act=_("Confirm new address"),
    done_title=_("Your email address was changed"),
    done=_("From now on, please sign in with your new address."),
    already_title=_("Your email address was changed already"),
    already=_("From now on, please sign in with your new address."),
    again=_("Please sign in and ask for the change of your address once more."),
)
RESET_PASSWORD = LinkPage(
    title=_("Choose a new password"),
    lead=_("When you save it, you will be signed out on all devices."),
    act=_("Save password"),
    done_title=_("Your password was changed"),
    done=_("You can sign in with your new password now."),
    already_title=_("Your password was changed already"),
    already=_("If you have forgotten it, or if it was not you, please ask for a new link where you sign in."),
    again=_("Please ask for a new link where you sign in."),
    asks_password=True,
)
INVITATION = LinkPage(
    title=_("Welcome"),
    lead=_("Choose a password, and your account is ready."),
    act=_("Save password"),
    done_title=_("Your account is ready"),
    done=_("You can sign in with your email address and your password now."),
    already_title=_("Your account is ready already"),
    already=_("You can sign in with your email address and your password now."),
    again=_("Please ask whoever invited you to send you the invitation once more."),
    asks_password=True,
)


@attrs.frozen(eq=False, repr=False)
class AccountActs:
    """The acts of the pages of accounts."""

    confirm_email: ConfirmEmail
    set_password: SetPassword
    known_devices: KnownDevices
    devices: DeviceCookies

    def acts(self) -> Sequence[LinkAct]:
        """Returns all acts with their pages."""
        return [
            LinkAct(account_mails.VERIFY_EMAIL, VERIFY_EMAIL, partial(self._confirm, purposes.VERIFY_EMAIL)),
            LinkAct(account_mails.CONFIRM_NEW_EMAIL, CONFIRM_NEW_EMAIL, partial(self._confirm, purposes.CHANGE_EMAIL)),
            LinkAct(account_mails.RESET_PASSWORD, RESET_PASSWORD, partial(self._choose, purposes.RESET_PASSWORD)),
            LinkAct(account_mails.INVITATION, INVITATION, partial(self._choose, purposes.INVITATION)),
        ]

    async def _confirm(self, purpose: Purpose, token: str, _password: str) -> Sequence[str]:
        await self.confirm_email(ConfirmEmailCommand(token=token, purposes=[purpose]))
        return ()

    async def _choose(self, purpose: Purpose, token: str, password: str) -> Sequence[str]:
        """Sets the password, after which the device is known."""
        command = SetPasswordCommand(token=token, password=password, purposes=[purpose], field="password")
        shown = self.known_devices.remember(await self.set_password(command))
        return [self.devices.line(shown, platform) for platform in Platform]
