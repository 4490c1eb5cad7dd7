"""Accounts, their passwords and their sessions."""

from datetime import timedelta

import attrs

from bootstrap.setting_rules import at_least, between, is_bool, setting


@attrs.frozen(kw_only=True, slots=False)
class AccountSettings:
    hide_accounts: bool = setting(
        False,
        rule=is_bool,
        must="be true or false",
        example="true",
        about="Whether a registration tells nobody but the owner of an address that it has an account",
    )
    require_verified_email: bool = setting(
        False,
        rule=is_bool,
        must="be true or false",
        example="true",
        about="Whether only those may sign in whose address is confirmed",
    )
    access_token_life: timedelta = setting(
        timedelta(minutes=15),
        rule=between(timedelta(minutes=1), timedelta(hours=24)),
        must="be a time from 1m to 24h",
        example="15m",
        about="How long an access token is good for",
    )
    session_idle: timedelta = setting(
        timedelta(days=7),
        rule=between(timedelta(minutes=5), timedelta(days=365)),
        must="be a time from 5m to 365d",
        example="7d",
        about="How long a session lives without a refresh: the life of a refresh token",
    )
    session_max: timedelta = setting(
        timedelta(days=30),
        rule=between(timedelta(minutes=5), timedelta(days=3650)),
        must="be a time from 5m to 3650d",
        example="30d",
        about="How long a session lives at most",
    )
    sessions_per_account: int = setting(
        100,
        rule=between(1, 10_000),
        must="be a whole number from 1 to 10000",
        example="100",
        about="Sessions of one account, on both platforms; one more ends the one that was not used for longest",
    )
    refresh_grace: timedelta = setting(
        timedelta(seconds=10),
        rule=between(timedelta(0), timedelta(minutes=5)),
        must="be a time from 0s to 5m",
        example="10s",
        about="How long tabs that race may present the same refresh token",
    )
    password_min_length: int = setting(
        8,
        rule=between(8, 64),
        must="be a whole number from 8 to 64",
        example="8",
        about="Characters a new password needs",
    )
    password_max_length: int = setting(
        256,
        rule=between(64, 1024),
        must="be a whole number from 64 to 1024",
        example="256",
        about="Characters a new password may have",
    )
    password_hash_memory: int = setting(
        19456,
        rule=between(8, 4 * 1024 * 1024),
        must="be a whole number of KiB from 8 to 4194304",
        example="19456",
        about="Memory of one Argon2id hash in KiB",
    )
    password_hash_passes: int = setting(
        2,
        rule=between(1, 100),
        must="be a whole number from 1 to 100",
        example="2",
        about="Passes of one Argon2id hash",
    )
    password_hash_threads: int = setting(
        0,
        rule=at_least(0),
        must="be a whole number, 0 or more",
        example="2",
        about="Passwords hashed at once; 0 takes one a core",
    )

    @property
    def registration(self) -> str:
        """What a registration tells of the accounts that there are."""
        return "quiet" if self.hide_accounts else "open"
