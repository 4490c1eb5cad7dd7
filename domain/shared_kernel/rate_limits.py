"""How often something may be done, as data."""

import attrs


@attrs.frozen
class RateLimit:
    """At most ``quota`` times within any ``window`` of so many seconds. Clients are told its name."""

    name: str
    quota: int
    window: int


@attrs.frozen
class Quota:
    """What a policy grants one owner: an address, an account, or both together."""

    policy: RateLimit
    owner: str = attrs.field(repr=False)


@attrs.frozen
class QuotaStatus:
    """What is left of a quota: ``remaining`` acts now; one more is free in ``retry_in`` seconds, all of them in
    ``resets_in`` seconds."""

    policy: RateLimit
    remaining: int
    retry_in: float
    resets_in: float
