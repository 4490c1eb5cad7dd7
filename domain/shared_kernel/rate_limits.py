"""Rate limits as data."""

import attrs


@attrs.frozen
class RateLimit:
    """Allows ``quota`` acts within any ``window`` of seconds. Clients see its name."""

    name: str
    quota: int
    window: int


@attrs.frozen
class Quota:
    """The allowance of one owner under a policy; the owner is an address, an account, or both together."""

    policy: RateLimit
    owner: str = attrs.field(repr=False)


@attrs.frozen
class QuotaStatus:
    """The rest of a quota: ``remaining`` acts now; one more is free in ``retry_in`` seconds, all of them in
    ``resets_in`` seconds."""

    policy: RateLimit
    remaining: int
    retry_in: float
    resets_in: float
