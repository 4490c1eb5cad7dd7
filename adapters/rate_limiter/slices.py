"""A window is cut into slices, and what was granted within one is counted together, under the time of the last of it:
few numbers an owner, whatever the quota. All of it counts until that time is a window ago, so that no window ever holds
more than the quota. Times are microseconds since 1970."""

from collections.abc import Mapping

from application.ports.clock import Clock
from domain.shared_kernel.rate_limits import QuotaStatus, RateLimit

SLICES = 30
_SECOND = 1_000_000
Slices = Mapping[int, int]
"""How much was granted, by the time of the last of it."""


def now_of(clock: Clock) -> int:
    return int(clock.now().timestamp() * _SECOND)


def window_of(policy: RateLimit) -> int:
    """In microseconds."""
    return policy.window * _SECOND


def quota_status(policy: RateLimit, slices: Slices, now: int) -> QuotaStatus:
    """How a budget stands that these count against."""
    left = max(0, policy.quota - sum(slices.values()))
    return QuotaStatus(
        policy,
        left,
        retry_in=0.0 if left else _over_in(min(slices, default=now), policy, now),
        resets_in=_over_in(max(slices), policy, now) if slices else 0.0,
    )


def _over_in(last: int, policy: RateLimit, now: int) -> float:
    """Seconds until a slice no longer counts."""
    return max(0, last + window_of(policy) - now) / _SECOND
