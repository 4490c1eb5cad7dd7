"""The state of a link that was mailed."""

from datetime import datetime
from enum import Enum, auto

from domain.accounts import purposes
from domain.accounts.one_time_token import LinkEnd, OneTimeToken
from domain.accounts.user import User
from domain.shared_kernel.text import casefolded


class LinkState(Enum):
    """``DONE``: the act of the link is done already. ``UNKNOWN``: the link has ended and the reason is not stored."""

    GOOD = auto()
    DONE = auto()
    USED = auto()
    REPLACED = auto()
    EXPIRED = auto()
    VOIDED = auto()
    UNKNOWN = auto()


_ENDS = {LinkEnd.USED: LinkState.USED, LinkEnd.REPLACED: LinkState.REPLACED, LinkEnd.VOIDED: LinkState.VOIDED}


def state_of(token: OneTimeToken, user: User, *, is_replaced: bool, at: datetime) -> LinkState:
    """Returns the state of a link at ``at``. ``user`` is the recipient; ``is_replaced`` means that a newer link for the
    same act exists."""
    if token.is_good(at=at) and not is_replaced:
        return LinkState.GOOD
    if _is_done(token, user):
        return LinkState.DONE
    if token.spent_at is not None:
        return _ENDS[token.ended_as] if token.ended_as else LinkState.UNKNOWN
    return LinkState.REPLACED if is_replaced else LinkState.EXPIRED


def _is_done(token: OneTimeToken, user: User) -> bool:
    """Returns whether the address that the link confirms is already the confirmed address of the account."""
    match token.purpose, token.new_email:
        case purposes.VERIFY_EMAIL, _:
            return user.is_email_verified and token.ended_as is not LinkEnd.VOIDED
        case purposes.CHANGE_EMAIL, str(new_email) if token.ended_as is LinkEnd.USED:
            return user.is_email_verified and casefolded(user.email) == casefolded(new_email)
        case _:
            return False
