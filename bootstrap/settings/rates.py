"""Rates: ``20/minute``, ``5/hour``, ``10/15m``."""

import re

import attrs

from bootstrap.settings.readers import text
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.rate_limits import RateLimit

MUST = _("be a number and a time between them a slash: 20/minute, 5/hour, 10/15m; a week at most")
_RATE = re.compile(r"([1-9]\d{0,8})/(?:([1-9]\d{0,5})([smhd])|(second|minute|hour|day))")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_MAX_WINDOW_SECONDS = 7 * 86400


@attrs.frozen
class Rate:
    """At most ``quota`` times within any ``window`` of so many seconds."""

    quota: int
    window: int

    def named(self, name: str) -> RateLimit:
        """Returns the rate limit with this name, which clients see."""
        return RateLimit(name, self.quota, self.window)


def rate(value: object) -> Rate:
    """Parses a number and a time with a slash between them; a week at most. Raises ``ValueError``."""
    found = _RATE.fullmatch(text(value))
    if found is None or _window(found) > _MAX_WINDOW_SECONDS:
        raise ValueError(value)
    return Rate(int(found[1]), _window(found))


def _window(found: "re.Match[str]") -> int:
    if found[4]:
        return _SECONDS[found[4][0]]
    return int(found[2]) * _SECONDS[found[3]]
