"""Links in mails."""

from datetime import timedelta

import attrs

from bootstrap.settings.clauses import time_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import duration


def _life(name: str, default: str, *, days: int, about: str) -> timedelta:
    """Declares a life of a minute up to some days."""
    life: timedelta = setting(
        name,
        default,
        read=duration(timedelta(minutes=1), timedelta(days=days)),
        must=time_clause("1m", f"{days}d"),
        example=default,
        about=about,
    )
    return life


@attrs.frozen(kw_only=True)
class LinkSettings:
    """The life of links of accounts."""

    verify_email: timedelta = _life(
        "verify_email_life", "24h", days=365, about="How long a link to confirm an address is good for"
    )
    reset_password: timedelta = _life(
        "reset_password_life", "1h", days=30, about="How long a link to choose a new password is good for"
    )
    change_email: timedelta = _life(
        "change_email_life", "24h", days=30, about="How long a link to change one's address is good for"
    )
    invitation: timedelta = _life("invitation_life", "7d", days=365, about="How long an invitation is good for")
