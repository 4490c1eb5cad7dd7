"""Accounts and their passwords."""

import attrs

from bootstrap.settings.adapter_tables import PASSWORD_HASHERS
from bootstrap.settings.clauses import choice_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.hasher_name import HasherName
from bootstrap.settings.ranges import number_setting
from bootstrap.settings.readers import boolean, whole_number
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class AccountSettings:
    """Privacy of registration, and length and hashing of passwords."""

    are_hidden: bool = setting(
        "hide_accounts",
        False,
        read=boolean,
        must=choice_clause("true", "false"),
        example="true",
        about="Whether registration reveals only to the owner of an address that it has an account",
    )
    password_min_length: int = number_setting(
        "password_min_length", 8, (8, 64), about="Characters a new password needs"
    )
    password_max_length: int = number_setting(
        "password_max_length", 256, (64, 1024), about="Characters a new password may have"
    )
    hasher: HasherName = setting(
        "password_hasher",
        "argon2",
        read=PASSWORD_HASHERS.read,
        must=PASSWORD_HASHERS.must,
        example="argon2",
        about="What hashes passwords: Argon2id, or a hasher of an installed package, which may end in ?OPTION=VALUE",
    )
    hash_memory: int = setting(
        "password_hash_memory",
        19456,
        read=whole_number(8, 4 * 1024 * 1024),
        must=_("be a whole number of KiB from 8 to 4194304"),
        example="19456",
        about="Memory of one Argon2id hash in KiB",
    )
    hash_passes: int = number_setting("password_hash_passes", 2, (1, 100), about="Passes of one Argon2id hash")
    hash_threads: int = setting(
        "password_hash_threads",
        0,
        read=whole_number(0),
        must=_("be a whole number, 0 or more"),
        example="2",
        about="Passwords hashed at once; 0 takes one a core",
    )

    @property
    def registration(self) -> str:
        """``quiet`` if a registration does not reveal which addresses have accounts, else ``open``."""
        return "quiet" if self.are_hidden else "open"
