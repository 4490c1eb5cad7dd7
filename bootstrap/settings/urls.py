"""URLs in settings: their parts, and how they may be shown."""

import re
from urllib.parse import SplitResult, urlsplit

_SECRET_OPTION = re.compile(r"(?i)([?&;][^=&]*(?:pass|pw|user|key|secret|token|auth|cred)[^=&]*=).*")
"""One that may let somebody in, and all behind it: a password may hold what separates options."""


def without_user(url: str) -> str:
    """The URL as it may be repeated, between quotes: a user's name alone may be a password, and clients of some servers
    take both as options."""
    return repr(re.sub("//.*@", "//…@", _SECRET_OPTION.sub(r"\1…", url)))


def split(url: str) -> SplitResult | None:
    """The parts of a URL, or ``None`` where it has none or a port that there is not."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
