"""Secrets and signing keys."""

from datetime import timedelta
from pathlib import Path

import attrs

from bootstrap.settings.declaration import setting
from bootstrap.settings.ranges import time_setting
from bootstrap.settings.readers import file, secret, secrets
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class KeySettings:
    """The secret that keys are derived from, those of before, and the file of keys that sign access tokens."""

    secret: str = setting(
        "secret_key",
        "",
        read=secret,
        must=_("be at least 32 bytes of randomness and no placeholder"),
        example="$(openssl rand -base64 48)",
        about="The secret that every key is derived from; made at the first start and kept beside an SQLite database",
        secret=True,
    )
    audit_former_secrets: tuple[str, ...] = setting(
        "audit_former_secrets",
        "",
        read=secrets,
        must=_("be secrets of before, with a comma between several"),
        example="$OLD_SECRET",
        about="Earlier values of CORTEX_SECRET_KEY, with which older entries of the audit are verified",
        secret=True,
    )
    signing_keys: Path | None = setting(
        "signing_keys",
        "",
        read=file,
        must=_("be a file in a folder that is there"),
        example="cortex.keys",
        about="The keys that sign access tokens; empty signs them with a key of the secret",
    )
    notice: timedelta = time_setting(
        "key_notice",
        "5m",
        ("2s", "30d"),
        about="How long a new key is published before it signs; others may remember the public keys this long",
    )
    overlap: timedelta = time_setting(
        "key_overlap",
        "0s",
        ("0s", "365d"),
        example="1h",
        about="How long the tokens of a key are accepted after it signed the last; 0s takes what they live, and 5m",
    )

    @property
    def signing(self) -> str:
        """``ring`` if a file of keys signs access tokens, ``secret`` if a key of the secret does."""
        return "ring" if self.signing_keys else "secret"
