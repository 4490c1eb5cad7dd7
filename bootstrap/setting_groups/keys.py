"""Secrets, and the keys that others may know the public half of."""

from datetime import timedelta

import attrs
import typed_settings as ts

from bootstrap.setting_rules import between, is_file, is_secret, setting


@attrs.frozen(kw_only=True, slots=False)
class KeySettings:
    secret_key: ts.SecretStr = setting(
        ts.SecretStr(""),
        rule=is_secret,
        must="be at least 32 bytes of randomness and no placeholder",
        example="$(openssl rand -base64 48)",
        about="What every key is derived from; made at the first start and kept beside an SQLite database",
        secret=True,
    )
    signing_keys: str = setting(
        "",
        rule=is_file,
        must="be a file in a folder that is there",
        example="cortex.keys",
        about="The keys that sign access tokens; empty signs them with a key of the secret",
    )
    key_notice: timedelta = setting(
        timedelta(minutes=5),
        rule=between(timedelta(seconds=2), timedelta(days=30)),
        must="be a time from 2s to 30d",
        example="5m",
        about="How long a new key is published before it signs; others may remember the public keys this long",
    )
    key_overlap: timedelta = setting(
        timedelta(0),
        rule=between(timedelta(0), timedelta(days=365)),
        must="be a time from 0s to 365d",
        example="1h",
        about="How long the tokens of a key are accepted after it signed the last; 0s takes what they live, and 5m",
    )

    @property
    def signing(self) -> str:
        """Who signs access tokens."""
        return "ring" if self.signing_keys else "secret"
