"""However often somebody signs in, an account has so many sessions and no more."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from application.sessions.services.tokens import TokenPair
from domain.sessions.events import SurplusSessionsEnded
from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import STORES, AppHarness, app_harness

ADA = "ada@example.org"
MOST = 3
RACERS = 20
SIGNED_OUT = "You were signed out on a device"


@pytest.fixture(params=STORES)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path, sessions_per_account=MOST) as harness:
        yield harness


async def lives(harness: AppHarness, pair: TokenPair, platform: Platform = Platform.CUSTOMER) -> bool:
    try:
        await harness.who_am_i(pair.access_token, platform=platform)
    except RevokedTokenException:
        return False
    return True


async def log_in_one_after_the_other(harness: AppHarness, times: int) -> list[TokenPair]:
    pairs = []
    for _time in range(times):
        harness.pass_time(seconds=1)
        pairs.append(await harness.log_in(ADA))
    return pairs


async def test_a_session_above_the_cap_ends_the_one_unused_for_longest(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    first, second, third = await log_in_one_after_the_other(harness, MOST)
    harness.pass_time(seconds=1)
    first = await harness.refresh(first.refresh_token)
    (fourth,) = await log_in_one_after_the_other(harness, 1)
    assert [await lives(harness, pair) for pair in (first, second, third, fourth)] == [True, False, True, True]
    assert len(await harness.sessions_of(user.pk)) == MOST
    assert await harness.container.ports().token_store.count_for_user(user.pk) == MOST


async def test_sessions_of_both_platforms_count_together(harness: AppHarness) -> None:
    user = await harness.register(ADA, staff=True)
    admin = await harness.log_in(ADA, platform=Platform.ADMIN)
    await log_in_one_after_the_other(harness, MOST)
    assert not await lives(harness, admin, Platform.ADMIN)
    assert len(await harness.sessions_of(user.pk)) == MOST


async def test_racing_logins_get_no_more_working_tokens_than_the_cap(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    before = await log_in_one_after_the_other(harness, MOST)
    store = harness.container.ports().token_store
    for _round in range(3):
        harness.pass_time(seconds=1)
        pairs = await asyncio.gather(*(harness.log_in(ADA) for _racer in range(RACERS)))
        assert sum([await lives(harness, pair) for pair in [*before, *pairs]]) == MOST
        assert await store.count_for_user(user.pk) == MOST
        before = pairs


async def test_sessions_that_are_over_go_first_and_nobody_is_told(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    await log_in_one_after_the_other(harness, MOST)
    await harness.log_out_everywhere(user.pk)
    pairs = await log_in_one_after_the_other(harness, MOST)
    assert [await lives(harness, pair) for pair in pairs] == [True] * MOST
    assert SIGNED_OUT not in await harness.mails_to(ADA)


async def test_nobody_else_loses_a_session(harness: AppHarness) -> None:
    bob = await harness.register("bob@example.org")
    pair = await harness.log_in("bob@example.org")
    await harness.register(ADA)
    await log_in_one_after_the_other(harness, MOST + 1)
    assert await lives(harness, pair)
    assert len(await harness.sessions_of(bob.pk)) == 1


async def test_the_owner_hears_of_it_by_an_event_each_time_and_by_a_mail_once_a_day(harness: AppHarness) -> None:
    user = await harness.register(ADA)
    await log_in_one_after_the_other(harness, MOST + 2)
    told = [event for event in harness.events.events if isinstance(event, SurplusSessionsEnded)]
    assert [(event.user_id, event.ended) for event in told] == [(user.pk, 1)] * 2
    assert (await harness.mails_to(ADA)).count(SIGNED_OUT) == 1
    harness.pass_time(days=2)
    await log_in_one_after_the_other(harness, 1)
    assert (await harness.mails_to(ADA)).count(SIGNED_OUT) == 2


async def test_a_lower_cap_than_before_ends_what_is_too_many_at_the_next_login(
    harness: AppHarness, tmp_path: Path
) -> None:
    user = await harness.register(ADA)
    store = harness.container.ports().token_store
    cap = harness.container.sessions().open_session.session_cap
    object.__setattr__(cap.policy, "per_account", MOST * 50)
    await log_in_one_after_the_other(harness, MOST * 50)
    object.__setattr__(cap.policy, "per_account", MOST)
    await log_in_one_after_the_other(harness, 1)
    assert await store.count_for_user(user.pk) == MOST
