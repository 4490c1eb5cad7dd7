"""Sessions and their tokens."""

from datetime import timedelta

import attrs

from bootstrap.settings.clauses import choice_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.ranges import number_setting, time_setting
from bootstrap.settings.readers import boolean


@attrs.frozen(kw_only=True)
class SessionSettings:
    """The condition of signing in, and the lives of sessions and tokens."""

    require_verified_email: bool = setting(
        "require_verified_email",
        False,
        read=boolean,
        must=choice_clause("true", "false"),
        example="true",
        about="Whether signing in requires a confirmed email address",
    )
    access_token_life: timedelta = time_setting(
        "access_token_life", "15m", ("1m", "24h"), about="How long an access token is good for"
    )
    idle: timedelta = time_setting(
        "session_idle",
        "7d",
        ("5m", "365d"),
        about="How long a session lives without a refresh: the life of a refresh token",
    )
    longest: timedelta = time_setting("session_max", "30d", ("5m", "3650d"), about="How long a session lives at most")
    per_account: int = number_setting(
        "sessions_per_account",
        100,
        (1, 10_000),
        about="Sessions of one account, on both platforms; one more ends the one that was not used for longest",
    )
    grace: timedelta = time_setting(
        "refresh_grace", "10s", ("0s", "5m"), about="How long browser tabs that race may present the same refresh token"
    )
