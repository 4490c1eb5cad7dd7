"""The result of a sign-in: who it is, and how that was shown."""

from datetime import datetime
from uuid import UUID

import attrs

from domain.accounts.user import User

PASSWORD_REFERENCE = "pwd"  # noqa: S105  # a name of RFC 8176, no password
SEVERAL_FACTORS = "mfa"


@attrs.frozen(kw_only=True)
class Authenticated:
    """``user`` is the account as it was read, ``methods`` are the authentication methods by their names in RFC 8176, in
    the order in which they were used, ``at`` is the time. ``known_as`` is the id of the device, if it was known."""

    user: User
    methods: tuple[str, ...]
    at: datetime
    known_as: UUID | None = None


@attrs.frozen(kw_only=True)
class FactorRequired:
    """The first factor was right, and another is needed: ``challenge`` is to be answered by one of ``methods`` within
    ``expires_in`` seconds."""

    challenge: str = attrs.field(repr=False)
    methods: tuple[str, ...]
    expires_in: int


def method_references(methods: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the value of ``amr`` (RFC 8176): each method once, and ``mfa`` if there were several."""
    once = tuple(dict.fromkeys(methods))
    return (*once, SEVERAL_FACTORS) if len(once) > 1 and SEVERAL_FACTORS not in once else once
