"""URLs in settings: their parts, and their form in error messages."""

import re
from urllib.parse import SplitResult, urlsplit

_SECRET_OPTION = re.compile(r"(?i)([?&;][^=&]*(?:pass|pw|user|key|secret|token|auth|cred)[^=&]*=).*")
"""An option that may be a secret, and everything after it, as a password may contain the separator of options."""


def without_user(url: str) -> str:
    """Returns the URL in quotes without user and secret options: even a user's name may be a password."""
    return repr(re.sub("//.*@", "//…@", _SECRET_OPTION.sub(r"\1…", url)))


def split(url: str) -> SplitResult | None:
    """Returns the parts of a URL, or ``None`` if it has none or an impossible port."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None
