"""Every setting, with a default that runs with nothing installed beside it."""

from datetime import timedelta

import attrs

from bootstrap.setting_groups.accounts import AccountSettings
from bootstrap.setting_groups.keys import KeySettings
from bootstrap.setting_groups.limits import LimitSettings
from bootstrap.setting_groups.mail import MailSettings
from bootstrap.setting_groups.operations import OperationSettings
from bootstrap.setting_groups.storage import StorageSettings

SPARE_OVERLAP = timedelta(minutes=5)
"""For clocks that differ, and for what is on its way."""


@attrs.frozen(kw_only=True, slots=False)
class Settings(StorageSettings, KeySettings, MailSettings, AccountSettings, OperationSettings, LimitSettings):
    """Read from the environment (``CORTEX_…``) and from ``cortex.toml``; the environment wins. Those of the web come
    with those of mails, whose links lead there."""

    @property
    def overlap_of_keys(self) -> timedelta:
        """Longer than any access token lives, unless it is said otherwise."""
        return self.key_overlap or self.access_token_life + SPARE_OVERLAP
