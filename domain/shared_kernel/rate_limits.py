"""How often something may be done, as data."""

import attrs


@attrs.frozen
class Policy:
    """At most ``quota`` times within any ``window`` of so many seconds. Clients are told its name."""

    name: str
    quota: int
    window: int


@attrs.frozen
class Budget:
    """What a policy grants one owner: an address, an account, or both together."""

    policy: Policy
    owner: str = attrs.field(repr=False)


@attrs.frozen
class Standing:
    """``left`` is how often it may be done at once; ``free_in`` is after how many seconds it may be done again, and
    ``whole_in`` after how many nothing counts any more."""

    policy: Policy
    left: int
    free_in: float
    whole_in: float
