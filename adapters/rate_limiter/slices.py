"""A window is cut into slices, and each slice counts: few numbers an owner, whatever the quota. A slice counts until
all of it is older than the window, so that no window ever holds more than the quota."""

from collections.abc import Mapping

from application.ports.clock import Clock
from domain.shared_kernel.limits import Policy, Standing

SLICES = 30
_SECOND = 1_000_000


def now_of(clock: Clock) -> int:
    """Microseconds since 1970."""
    return int(clock.now().timestamp() * _SECOND)


def slice_length(policy: Policy) -> int:
    """In microseconds; all of them together are no shorter than the window."""
    return -(-policy.window * _SECOND // SLICES)


def standing(policy: Policy, slices: Mapping[int, int], now: int) -> Standing:
    """How a budget stands whose counting slices these are."""
    left = max(0, policy.quota - sum(slices.values()))
    return Standing(
        policy,
        left,
        free_in=0.0 if left else _over_in(min(slices, default=0), policy, now),
        whole_in=_over_in(max(slices), policy, now) if slices else 0.0,
    )


def _over_in(number: int, policy: Policy, now: int) -> float:
    """Seconds until a slice no longer counts."""
    return max(0, (number + SLICES + 1) * slice_length(policy) - now) / _SECOND
