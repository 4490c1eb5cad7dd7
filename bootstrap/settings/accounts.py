"""Accounts and their passwords."""

from datetime import timedelta

import attrs

from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import boolean, duration, whole_number


@attrs.frozen(kw_only=True)
class AccountSettings:
    """Privacy of registration, length and hashing of passwords, and the life of links in mails."""

    are_hidden: bool = setting(
        "hide_accounts",
        False,
        read=boolean,
        must="be true or false",
        example="true",
        about="Whether registration reveals only to the owner of an address that it has an account",
    )
    password_min_length: int = setting(
        "password_min_length",
        8,
        read=whole_number(8, 64),
        must="be a whole number from 8 to 64",
        example="8",
        about="Characters a new password needs",
    )
    password_max_length: int = setting(
        "password_max_length",
        256,
        read=whole_number(64, 1024),
        must="be a whole number from 64 to 1024",
        example="256",
        about="Characters a new password may have",
    )
    hash_memory: int = setting(
        "password_hash_memory",
        19456,
        read=whole_number(8, 4 * 1024 * 1024),
        must="be a whole number of KiB from 8 to 4194304",
        example="19456",
        about="Memory of one Argon2id hash in KiB",
    )
    hash_passes: int = setting(
        "password_hash_passes",
        2,
        read=whole_number(1, 100),
        must="be a whole number from 1 to 100",
        example="2",
        about="Passes of one Argon2id hash",
    )
    hash_threads: int = setting(
        "password_hash_threads",
        0,
        read=whole_number(0),
        must="be a whole number, 0 or more",
        example="2",
        about="Passwords hashed at once; 0 takes one a core",
    )
    verify_email_life: timedelta = setting(
        "verify_email_life",
        "24h",
        read=duration(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="24h",
        about="How long a link to confirm an address is good for",
    )
    reset_password_life: timedelta = setting(
        "reset_password_life",
        "1h",
        read=duration(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="1h",
        about="How long a link to choose a new password is good for",
    )
    change_email_life: timedelta = setting(
        "change_email_life",
        "24h",
        read=duration(timedelta(minutes=1), timedelta(days=30)),
        must="be a time from 1m to 30d",
        example="24h",
        about="How long a link to change one's address is good for",
    )
    invitation_life: timedelta = setting(
        "invitation_life",
        "7d",
        read=duration(timedelta(minutes=1), timedelta(days=365)),
        must="be a time from 1m to 365d",
        example="7d",
        about="How long an invitation is good for",
    )

    @property
    def registration(self) -> str:
        """``quiet`` if a registration does not reveal which addresses have accounts, else ``open``."""
        return "quiet" if self.are_hidden else "open"
