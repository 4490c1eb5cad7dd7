"""Links in mails."""

from datetime import timedelta

import attrs

from bootstrap.settings.clauses import time_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import duration


@attrs.frozen(kw_only=True)
class LinkSettings:
    """The life of links of accounts."""

    verify_email: timedelta = setting(
        "verify_email_life",
        "24h",
        read=duration(timedelta(minutes=1), timedelta(days=365)),
        must=time_clause("1m", "365d"),
        example="24h",
        about="How long a link to confirm an address is good for",
    )
    reset_password: timedelta = setting(
        "reset_password_life",
        "1h",
        read=duration(timedelta(minutes=1), timedelta(days=30)),
        must=time_clause("1m", "30d"),
        example="1h",
        about="How long a link to choose a new password is good for",
    )
    change_email: timedelta = setting(
        "change_email_life",
        "24h",
        read=duration(timedelta(minutes=1), timedelta(days=30)),
        must=time_clause("1m", "30d"),
        example="24h",
        about="How long a link to change one's address is good for",
    )
    invitation: timedelta = setting(
        "invitation_life",
        "7d",
        read=duration(timedelta(minutes=1), timedelta(days=365)),
        must=time_clause("1m", "365d"),
        example="7d",
        about="How long an invitation is good for",
    )
