"""Checks the claims of a token (RFC 7519, section 4.1). Raises ``ValueError`` for any other type or value."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from domain.shared_kernel.text import require_clean

LEEWAY = timedelta(seconds=30)
_LEEWAY_SECONDS = LEEWAY.total_seconds()
_LAST_INSTANT = 253_402_300_799  # the end of the year 9999, and of datetime
_TEXTS = ("sub", "sid", "jti", "aud")
_COUNTS = ("ver", "gen")
_INSTANTS = ("exp", "iat")


def require_claims(claims: Mapping[str, object], *, issuer: str) -> None:
    """Checks the issuer and the types of all claims, but neither for whom nor when they are valid."""
    if claims.get("iss") != issuer:
        raise ValueError("another issuer")
    for name in _TEXTS:
        _require_text(claims.get(name))
    for name in _COUNTS:
        _require_whole(claims.get(name))
    for name in _INSTANTS:
        _require_whole(claims.get(name), _LAST_INSTANT)
    if "nbf" in claims:
        _require_whole(claims["nbf"], _LAST_INSTANT)


def is_early(claims: Mapping[str, object], now: datetime) -> bool:
    """Returns true if the token was issued, or becomes valid, in the future, beyond a leeway of 30 seconds."""
    latest = now.timestamp() + _LEEWAY_SECONDS
    issued, begins = claims.get("iat"), claims.get("nbf")
    return (isinstance(issued, int) and issued > latest) or (isinstance(begins, int) and begins > latest)


def is_expired(claims: Mapping[str, object], now: datetime) -> bool:
    """Returns true if the token expired, beyond a leeway of 30 seconds."""
    expiry = claims["exp"]
    return isinstance(expiry, int) and expiry <= now.timestamp() - _LEEWAY_SECONDS


def _require_text(value: object) -> None:
    if not isinstance(value, str) or not value:
        raise ValueError("not a text")
    require_clean(value)


def _require_whole(value: object, most: int | None = None) -> None:
    # A bool is an int to Python, not to JSON.
    if not isinstance(value, int) or isinstance(value, bool) or value < 0 or (most is not None and value > most):
        raise ValueError("not a whole number in range")
