"""Sessions and their tokens."""

from datetime import timedelta

import attrs

from bootstrap.settings.clauses import choice_clause, number_clause, time_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import boolean, duration, whole_number


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
    access_token_life: timedelta = setting(
        "access_token_life",
        "15m",
        read=duration(timedelta(minutes=1), timedelta(hours=24)),
        must=time_clause("1m", "24h"),
        example="15m",
        about="How long an access token is good for",
    )
    idle: timedelta = setting(
        "session_idle",
        "7d",
        read=duration(timedelta(minutes=5), timedelta(days=365)),
        must=time_clause("5m", "365d"),
        example="7d",
        about="How long a session lives without a refresh: the life of a refresh token",
    )
    longest: timedelta = setting(
        "session_max",
        "30d",
        read=duration(timedelta(minutes=5), timedelta(days=3650)),
        must=time_clause("5m", "3650d"),
        example="30d",
        about="How long a session lives at most",
    )
    per_account: int = setting(
        "sessions_per_account",
        100,
        read=whole_number(1, 10_000),
        must=number_clause(1, 10_000),
        example="100",
        about="Sessions of one account, on both platforms; one more ends the one that was not used for longest",
    )
    grace: timedelta = setting(
        "refresh_grace",
        "10s",
        read=duration(timedelta(0), timedelta(minutes=5)),
        must=time_clause("0s", "5m"),
        example="10s",
        about="How long browser tabs that race may present the same refresh token",
    )
