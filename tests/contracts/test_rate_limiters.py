"""Every rate limiter, by what its port promises."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.slices import SLICES
from application.ports.rate_limiter import Decision
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.rate_limits import Quota, RateLimit
from tests.contracts.conformance import OpenedRateLimiters
from tests.contracts.quotas import ADA, EVE, FIVE, THREE
from tests.support.clocks import MovableClock, StoppedClock

SLACK = FIVE.window / SLICES
RACERS = 100


async def takes(opened_limiters: OpenedRateLimiters, *quotas: Quota, times: int = 1) -> list[bool]:
    """By both limiters in turn."""
    return [(await opened_limiters.limiters[n % 2].take(quotas)).granted for n in range(times)]


async def test_as_much_is_granted_as_the_policy_says_and_no_more(opened_limiters: OpenedRateLimiters) -> None:
    assert await takes(opened_limiters, ADA, times=7) == [True] * 5 + [False] * 2


async def test_a_hundred_racers_never_get_more_than_the_quota(opened_limiters: OpenedRateLimiters) -> None:
    decisions = await asyncio.gather(*(opened_limiters.limiters[n % 2].take([ADA]) for n in range(RACERS)))
    assert [decision.granted for decision in decisions].count(True) == FIVE.quota


async def test_each_owner_and_each_policy_has_a_budget_of_its_own(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, times=5)
    assert await takes(opened_limiters, EVE) == [True]
    assert await takes(opened_limiters, Quota(THREE, "ada")) == [True]


async def test_a_refusal_by_one_quota_takes_nothing_from_the_others(
    opened_limiters: OpenedRateLimiters,
) -> None:
    both = (ADA, Quota(THREE, "ada"))
    assert await takes(opened_limiters, *both, times=9) == [True] * 3 + [False] * 6
    assert await takes(opened_limiters, ADA, times=3) == [True, True, False]


async def test_a_decision_says_what_is_left_and_when_there_is_more(opened_limiters: OpenedRateLimiters) -> None:
    limiter = opened_limiters.limiters[0]
    decisions = [await limiter.take([ADA]) for _ in range(6)]
    assert [decision.quota_statuses[0].remaining for decision in decisions] == [4, 3, 2, 1, 0, 0]
    (last,) = decisions[-1].quota_statuses
    for wait in (last.retry_in, last.resets_in):
        assert FIVE.window - 1 < wait <= FIVE.window
    assert decisions[0].quota_statuses[0].retry_in == 0


async def test_a_client_that_comes_back_when_it_is_told_to_is_granted(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, times=5)
    with pytest.raises(RateLimitException) as refused:
        (await opened_limiters.limiters[0].take([ADA])).require()
    opened_limiters.clock.offset += timedelta(seconds=refused.value.retry_after)
    assert await takes(opened_limiters, ADA, times=6) == [True] * 5 + [False]


async def test_nothing_comes_back_before_the_window_is_over(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, times=5)
    opened_limiters.clock.offset += timedelta(seconds=FIVE.window - 1)
    assert await takes(opened_limiters, ADA) == [False]


async def test_units_that_were_taken_earlier_come_back_earlier(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, times=2)
    opened_limiters.clock.offset += timedelta(seconds=40)
    await takes(opened_limiters, ADA, times=3)
    (refused,) = (await opened_limiters.limiters[0].take([ADA])).quota_statuses
    assert 18 < refused.retry_in <= 20
    assert 58 < refused.resets_in <= FIVE.window
    opened_limiters.clock.offset += timedelta(seconds=20 + SLACK + 1)
    assert await takes(opened_limiters, ADA, times=3) == [True, True, False]


async def test_a_refunded_unit_can_be_taken_again(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, times=5)
    await opened_limiters.limiters[1].refund([ADA])
    assert await takes(opened_limiters, ADA, times=2) == [True, False]


async def test_giving_back_more_than_was_taken_makes_no_more(opened_limiters: OpenedRateLimiters) -> None:
    for _ in range(3):
        await opened_limiters.limiters[0].refund([ADA])
    await takes(opened_limiters, ADA)
    for _ in range(3):
        await opened_limiters.limiters[0].refund([ADA])
    assert await takes(opened_limiters, ADA, times=6) == [True] * 5 + [False]


async def test_a_cleared_budget_is_whole(opened_limiters: OpenedRateLimiters) -> None:
    await takes(opened_limiters, ADA, EVE, times=5)
    await opened_limiters.limiters[1].reset([ADA])
    assert (await takes(opened_limiters, ADA), await takes(opened_limiters, EVE)) == ([True], [False])


async def test_a_request_without_budgets_is_granted(opened_limiters: OpenedRateLimiters) -> None:
    assert await opened_limiters.limiters[0].take([]) == Decision(granted=True)


async def test_units_that_are_counted_together_count_for_as_long_as_the_last_of_them() -> None:
    clock = StoppedClock()
    limiter, quota, together = MemoryRateLimiter(clock), Quota(RateLimit("two", 2, 60), "ada"), 1.5
    await limiter.take([quota])
    clock.at += timedelta(seconds=together)
    await limiter.take([quota])
    clock.at += timedelta(seconds=60 - together + 0.5)
    early = await limiter.take([quota])
    clock.at += timedelta(seconds=together)
    assert (early.granted, (await limiter.take([quota])).granted) == (False, True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 6), st.integers(1, 20))
async def test_no_window_ever_holds_more_than_the_quota(pauses: list[float], units: int, window: int) -> None:
    clock, granted = StoppedClock(), []
    limiter, quota = MemoryRateLimiter(clock), Quota(RateLimit("p", units, window), "ada")
    for pause in pauses:
        clock.at += timedelta(seconds=pause)
        if (await limiter.take([quota])).granted:
            granted.append(clock.at)
    for start in granted:
        assert sum(start <= moment < start + timedelta(seconds=window) for moment in granted) <= units


async def test_memory_forgets_who_was_granted_nothing_for_longest() -> None:
    clock = MovableClock()
    limiter = MemoryRateLimiter(clock, most=2)
    for owner in ("ada", "eve", "ada", "bob"):
        await limiter.take([Quota(RateLimit("once", 2, 60), owner)])
    held = limiter._by_policy[RateLimit("once", 2, 60)]
    assert list(held) == ["ada", "bob"]
    clock.offset += timedelta(minutes=2)
    await limiter.take([Quota(RateLimit("once", 2, 60), "eve")])
    assert list(held) == ["eve"]
