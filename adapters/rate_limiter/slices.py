"""A window is divided into slices. The units granted within one slice are counted together, under the time of the last
of them, which needs few numbers for each owner, whatever the quota. All of them count until that time is a window ago,
so that no window ever holds more than the quota. Times are microseconds since 1970."""

from collections.abc import Mapping

from application.ports.clock import Clock
from domain.shared_kernel.rate_limits import QuotaStatus, RateLimit

SLICES = 30
_SECOND_MICROSECONDS = 1_000_000
Slices = Mapping[int, int]
"""Units granted, by the time of the last of them."""


def now_of(clock: Clock) -> int:
    """Returns the time of the clock in microseconds since 1970."""
    return int(clock.now().timestamp() * _SECOND_MICROSECONDS)


def window_of(policy: RateLimit) -> int:
    """Returns the window of a policy in microseconds."""
    return policy.window * _SECOND_MICROSECONDS


def quota_status(policy: RateLimit, slices: Slices, now: int) -> QuotaStatus:
    """Returns the units left and the seconds until one is free and until all are."""
    remaining = max(0, policy.quota - sum(slices.values()))
    return QuotaStatus(
        policy,
        remaining,
        retry_in=0.0 if remaining else _over_in(min(slices, default=now), policy, now),
        resets_in=_over_in(max(slices), policy, now) if slices else 0.0,
    )


def _over_in(last: int, policy: RateLimit, now: int) -> float:
    """Seconds until a slice no longer counts."""
    return max(0, last + window_of(policy) - now) / _SECOND_MICROSECONDS
