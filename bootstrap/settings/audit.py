"""The audit."""

from datetime import timedelta

import attrs

from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import days
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.frozen(kw_only=True)
class AuditSettings:
    """The time for which entries are kept."""

    kept: timedelta | None = setting(
        "audit_retention",
        "400d",
        read=days(3650),
        must=_("be a number of days up to 3650, or 0 for ever"),
        example="400d",
        about="How long entries of the audit are kept, in whole sealed batches; 0 keeps them for ever",
    )
