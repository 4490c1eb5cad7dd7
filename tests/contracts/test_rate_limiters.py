"""Every rate limiter, by what its port promises."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.rate_limiter.slices import SLICES
from application.ports.clock import Clock
from application.ports.rate_limiter import Decision
from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.rate_limits import Quota, RateLimit
from tests.contracts.conformance import Counted, Shift
from tests.contracts.people import NOON

FIVE = RateLimit("five", 5, 60)
THREE = RateLimit("three", 3, 3600)
ADA, EVE = Quota(FIVE, "ada"), Quota(FIVE, "eve")
SLACK = FIVE.window / SLICES
RACERS = 100


async def takes(counted: Counted, *quotas: Quota, times: int = 1) -> list[bool]:
    """By both limiters in turn."""
    return [(await counted.limiters[n % 2].take(quotas)).granted for n in range(times)]


async def test_as_much_is_granted_as_the_policy_says_and_no_more(counted: Counted):
    assert await takes(counted, ADA, times=7) == [True] * 5 + [False] * 2


async def test_a_hundred_racers_never_get_more_than_the_quota(counted: Counted):
    decisions = await asyncio.gather(*(counted.limiters[n % 2].take([ADA]) for n in range(RACERS)))
    assert [decision.granted for decision in decisions].count(True) == FIVE.quota


async def test_each_owner_and_each_policy_has_a_budget_of_its_own(counted: Counted):
    await takes(counted, ADA, times=5)
    assert await takes(counted, EVE) == [True]
    assert await takes(counted, Quota(THREE, "ada")) == [True]


async def test_where_one_budget_is_used_up_nothing_is_taken_from_the_others(counted: Counted):
    both = (ADA, Quota(THREE, "ada"))
    assert await takes(counted, *both, times=9) == [True] * 3 + [False] * 6
    assert await takes(counted, ADA, times=3) == [True, True, False]


async def test_it_is_told_what_is_left_and_when_there_is_more(counted: Counted):
    limiter = counted.limiters[0]
    decisions = [await limiter.take([ADA]) for _ in range(6)]
    assert [decision.quota_statuses[0].remaining for decision in decisions] == [4, 3, 2, 1, 0, 0]
    (last,) = decisions[-1].quota_statuses
    for wait in (last.retry_in, last.resets_in):
        assert FIVE.window - 1 < wait <= FIVE.window
    assert decisions[0].quota_statuses[0].retry_in == 0


async def test_who_comes_back_when_they_are_told_to_is_granted(counted: Counted):
    await takes(counted, ADA, times=5)
    with pytest.raises(RateLimitException) as refused:
        (await counted.limiters[0].take([ADA])).require()
    counted.shift.by += timedelta(seconds=refused.value.retry_after)
    assert await takes(counted, ADA, times=6) == [True] * 5 + [False]


async def test_nothing_comes_back_before_the_window_is_over(counted: Counted):
    await takes(counted, ADA, times=5)
    counted.shift.by += timedelta(seconds=FIVE.window - 1)
    assert await takes(counted, ADA) == [False]


async def test_what_was_taken_earlier_comes_back_earlier(counted: Counted):
    await takes(counted, ADA, times=2)
    counted.shift.by += timedelta(seconds=40)
    await takes(counted, ADA, times=3)
    (refused,) = (await counted.limiters[0].take([ADA])).quota_statuses
    assert 18 < refused.retry_in <= 20
    assert 58 < refused.resets_in <= FIVE.window
    counted.shift.by += timedelta(seconds=20 + SLACK + 1)
    assert await takes(counted, ADA, times=3) == [True, True, False]


async def test_what_is_given_back_can_be_taken_again(counted: Counted):
    await takes(counted, ADA, times=5)
    await counted.limiters[1].refund([ADA])
    assert await takes(counted, ADA, times=2) == [True, False]


async def test_giving_back_more_than_was_taken_makes_no_more(counted: Counted):
    for _ in range(3):
        await counted.limiters[0].refund([ADA])
    await takes(counted, ADA)
    for _ in range(3):
        await counted.limiters[0].refund([ADA])
    assert await takes(counted, ADA, times=6) == [True] * 5 + [False]


async def test_a_cleared_budget_is_whole(counted: Counted):
    await takes(counted, ADA, EVE, times=5)
    await counted.limiters[1].reset([ADA])
    assert (await takes(counted, ADA), await takes(counted, EVE)) == ([True], [False])


async def test_of_no_budgets_everything_is_granted(counted: Counted):
    assert await counted.limiters[0].take([]) == Decision(granted=True)


class Still(Clock):
    """A time that moves when it is told to."""

    def __init__(self) -> None:
        self.by = timedelta()

    def now(self) -> datetime:
        return NOON + self.by


async def test_what_is_counted_together_counts_for_as_long_as_the_last_of_it():
    clock = Still()
    limiter, quota, together = MemoryRateLimiter(clock), Quota(RateLimit("two", 2, 60), "ada"), 1.5
    await limiter.take([quota])
    clock.by += timedelta(seconds=together)
    await limiter.take([quota])
    clock.by += timedelta(seconds=60 - together + 0.5)
    early = await limiter.take([quota])
    clock.by += timedelta(seconds=together)
    assert (early.granted, (await limiter.take([quota])).granted) == (False, True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 6), st.integers(1, 20))
async def test_no_window_ever_holds_more_than_the_quota(pauses: list[float], units: int, window: int):
    clock, granted = Still(), []
    limiter, quota = MemoryRateLimiter(clock), Quota(RateLimit("p", units, window), "ada")
    for pause in pauses:
        clock.by += timedelta(seconds=pause)
        if (await limiter.take([quota])).granted:
            granted.append(clock.by)
    for start in granted:
        assert sum(start <= moment < start + timedelta(seconds=window) for moment in granted) <= units


async def test_memory_forgets_who_was_granted_nothing_for_longest():
    shift = Shift()
    limiter = MemoryRateLimiter(shift, most=2)
    for owner in ("ada", "eve", "ada", "bob"):
        await limiter.take([Quota(RateLimit("once", 2, 60), owner)])
    held = limiter._by_policy[RateLimit("once", 2, 60)]
    assert list(held) == ["ada", "bob"]
    shift.by += timedelta(minutes=2)
    await limiter.take([Quota(RateLimit("once", 2, 60), "eve")])
    assert list(held) == ["eve"]
