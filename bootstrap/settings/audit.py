"""The audit."""

from datetime import timedelta

import attrs

from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import days, secrets


@attrs.frozen(kw_only=True)
class AuditSettings:
    """The time for which entries are kept, and the secrets that older ones were signed with."""

    kept: timedelta | None = setting(
        "audit_retention",
        "400d",
        read=days(3650),
        must="be a number of days up to 3650, or 0 for ever",
        example="400d",
        about="How long entries of the audit are kept, in whole sealed batches; 0 keeps them for ever",
    )
    former_secrets: tuple[str, ...] = setting(
        "audit_former_secrets",
        "",
        read=secrets,
        must="be secrets of before, with a comma between several",
        example="$OLD_SECRET",
        about="Earlier values of CORTEX_SECRET_KEY, with which older entries of the audit are verified",
        secret=True,
    )
