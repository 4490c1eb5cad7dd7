"""Links in mails."""

from datetime import timedelta

import attrs

from bootstrap.settings.ranges import time_setting


@attrs.frozen(kw_only=True)
class LinkSettings:
    """The life of links of accounts."""

    verify_email: timedelta = time_setting(
        "verify_email_life", "24h", ("1m", "365d"), about="How long a link to confirm an address is good for"
    )
    reset_password: timedelta = time_setting(
        "reset_password_life", "1h", ("1m", "30d"), about="How long a link to choose a new password is good for"
    )
    change_email: timedelta = time_setting(
        "change_email_life", "24h", ("1m", "30d"), about="How long a link to change one's address is good for"
    )
    invitation: timedelta = time_setting(
        "invitation_life", "7d", ("1m", "365d"), about="How long an invitation is good for"
    )
