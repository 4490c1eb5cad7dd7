"""The account pages, as data."""

from collections.abc import Mapping

import attrs

from application.accounts.services.link_urls import LINK_PATHS
from domain.accounts.one_time_token import Purpose
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class AccountPage:
    """The texts of a page: before the act, on its button, after it, if it was done already, and how to get a new
    link."""

    purpose: Purpose
    title: Message
    lead: Message
    act: Message
    done_title: Message
    done: Message
    already_title: Message
    already: Message
    again: Message
    asks_password: bool = False


_ALL = (
    AccountPage(
        purpose=Purpose.VERIFY_EMAIL,
        title=_("Confirm your email address"),
        lead=_("Is this your address? Then please confirm it."),
        act=_("Confirm email address"),
        done_title=_("Your email address is confirmed"),
        done=_("Thank you. You can close this page now."),
        already_title=_("Your email address is confirmed already"),
        already=_("There is nothing left to do. You can close this page now."),
        again=_("Where you sign in you can have the mail sent to you once more."),
    ),
    AccountPage(
        purpose=Purpose.CHANGE_EMAIL,
        title=_("Confirm your new email address"),
        lead=_("As soon as you confirm this address, it takes the place of the one that you used before."),
        act=_("Confirm new address"),
        done_title=_("Your email address was changed"),
        done=_("From now on, please sign in with your new address."),
        already_title=_("Your email address was changed already"),
        already=_("From now on, please sign in with your new address."),
        again=_("Please sign in and ask for the change of your address once more."),
    ),
    AccountPage(
        purpose=Purpose.RESET_PASSWORD,
        title=_("Choose a new password"),
        lead=_("When you save it, you will be signed out on all devices."),
        act=_("Save password"),
        done_title=_("Your password was changed"),
        done=_("You can sign in with your new password now."),
        already_title=_("Your password was changed already"),
        already=_("If you have forgotten it, or if it was not you, please ask for a new link where you sign in."),
        again=_("Please ask for a new link where you sign in."),
        asks_password=True,
    ),
    AccountPage(
        purpose=Purpose.INVITATION,
        title=_("Welcome"),
        lead=_("Choose a password, and your account is ready."),
        act=_("Save password"),
        done_title=_("Your account is ready"),
        done=_("You can sign in with your email address and your password now."),
        already_title=_("Your account is ready already"),
        already=_("You can sign in with your email address and your password now."),
        again=_("Please ask whoever invited you to send you the invitation once more."),
        asks_password=True,
    ),
)

PAGES: Mapping[str, AccountPage] = {LINK_PATHS[page.purpose]: page for page in _ALL}
"""By the last segment of their path."""
