"""What every rate limiter promises about other processes, and while its server is away."""

from collections.abc import AsyncIterator
from time import monotonic

import pytest

from application.ports.rate_limiter import RateLimiter
from tests.contracts import places
from tests.contracts.conformance import OpenedRateLimiters
from tests.contracts.other_process import in_other_process
from tests.contracts.quotas import ADA, FIVE
from tests.support.busyness import allowed
from tests.support.clocks import MovableClock

VOLATILE = "it says that it is volatile: each process counts for itself"
ANSWERED_SECONDS = 10.0
"""For eight acts, of which a few may wait for a timeout of a second until the server counts as away."""


@pytest.fixture
def shared_limiters(opened_limiters: OpenedRateLimiters) -> OpenedRateLimiters:
    if opened_limiters.is_volatile:
        pytest.skip(VOLATILE)
    return opened_limiters


@pytest.fixture(params=["gone", "silent"])
async def limiter_away(
    request: pytest.FixtureRequest, shared_limiters: OpenedRateLimiters
) -> AsyncIterator[RateLimiter]:
    """One whose server is away."""
    place = shared_limiters.place
    if request.param == "silent" and place.silent is None:
        pytest.skip("it has no server that could keep silent")
    async with (
        places.url_away(place, request.param) as url,
        places.opened_limiter(url, MovableClock(), places.IMPATIENT) as limiter,
    ):
        yield limiter


async def test_a_second_process_counts_together_with_this_one(shared_limiters: OpenedRateLimiters) -> None:
    limiter = shared_limiters.limiters[0]
    assert (await limiter.take([ADA])).granted
    assert await in_other_process("quota", shared_limiters.place.url, "3") == "3"
    assert [(await limiter.take([ADA])).granted for _ in range(3)] == [True, False, False]
    assert await in_other_process("quota", shared_limiters.place.url, "2") == "0"


async def test_a_limiter_that_is_away_raises_nothing_and_counts_for_its_process(limiter_away: RateLimiter) -> None:
    began = monotonic()
    granted = [(await limiter_away.take([ADA])).granted for _ in range(FIVE.quota + 1)]
    await limiter_away.refund([ADA])
    await limiter_away.reset([ADA])
    assert granted == [True] * FIVE.quota + [False]
    assert monotonic() - began < allowed(ANSWERED_SECONDS)
