"""However often somebody signs in, an account has so many sessions and no more."""

import asyncio

import pytest

from application.sessions.services.tokens import TokenPair
from domain.sessions.events import SurplusSessionsEnded
from domain.shared_kernel.errors import RevokedTokenException
from domain.shared_kernel.platform import Platform
from tests.support.app_harness import STORES, a_world

ADA = "ada@example.org"
MOST = 3
RACERS = 20
SIGNED_OUT = "You were signed out on a device"


@pytest.fixture(params=STORES)
async def world(request, tmp_path):
    async with a_world(request.param, tmp_path, sessions_per_account=MOST) as world:
        yield world


async def lives(world, pair: TokenPair, platform: Platform = Platform.CUSTOMER) -> bool:
    try:
        await world.who_am_i(pair.access_token, platform=platform)
    except RevokedTokenException:
        return False
    return True


async def log_in_one_after_the_other(world, times: int) -> list[TokenPair]:
    pairs = []
    for _time in range(times):
        world.pass_time(seconds=1)
        pairs.append(await world.log_in(ADA))
    return pairs


async def test_one_more_ends_the_one_that_was_not_used_for_longest(world):
    user = await world.register(ADA)
    first, second, third = await log_in_one_after_the_other(world, MOST)
    world.pass_time(seconds=1)
    first = await world.refresh(first.refresh_token)
    (fourth,) = await log_in_one_after_the_other(world, 1)
    assert [await lives(world, pair) for pair in (first, second, third, fourth)] == [True, False, True, True]
    assert len(await world.sessions_of(user.pk)) == MOST
    assert await world.container.ports().token_store.count_for_user(user.pk) == MOST


async def test_sessions_of_both_platforms_count_together(world):
    user = await world.register(ADA, staff=True)
    admin = await world.log_in(ADA, platform=Platform.ADMIN)
    await log_in_one_after_the_other(world, MOST)
    assert not await lives(world, admin, Platform.ADMIN)
    assert len(await world.sessions_of(user.pk)) == MOST


async def test_of_any_number_of_racers_no_more_get_tokens_that_work(world):
    user = await world.register(ADA)
    before = await log_in_one_after_the_other(world, MOST)
    store = world.container.ports().token_store
    for _round in range(3):
        world.pass_time(seconds=1)
        pairs = await asyncio.gather(*(world.log_in(ADA) for _racer in range(RACERS)))
        assert sum([await lives(world, pair) for pair in [*before, *pairs]]) == MOST
        assert await store.count_for_user(user.pk) == MOST
        before = pairs


async def test_sessions_that_are_over_go_first_and_nobody_is_told(world):
    user = await world.register(ADA)
    await log_in_one_after_the_other(world, MOST)
    await world.log_out_everywhere(user.pk)
    pairs = await log_in_one_after_the_other(world, MOST)
    assert [await lives(world, pair) for pair in pairs] == [True] * MOST
    assert SIGNED_OUT not in await world.mails_to(ADA)


async def test_nobody_else_loses_a_session(world):
    bob = await world.register("bob@example.org")
    pair = await world.log_in("bob@example.org")
    await world.register(ADA)
    await log_in_one_after_the_other(world, MOST + 1)
    assert await lives(world, pair)
    assert len(await world.sessions_of(bob.pk)) == 1


async def test_the_owner_hears_of_it_by_an_event_each_time_and_by_a_mail_once_a_day(world):
    user = await world.register(ADA)
    await log_in_one_after_the_other(world, MOST + 2)
    told = [event for event in world.events.events if isinstance(event, SurplusSessionsEnded)]
    assert [(event.user_id, event.ended) for event in told] == [(user.pk, 1)] * 2
    assert (await world.mails_to(ADA)).count(SIGNED_OUT) == 1
    world.pass_time(days=2)
    await log_in_one_after_the_other(world, 1)
    assert (await world.mails_to(ADA)).count(SIGNED_OUT) == 2


async def test_a_lower_cap_than_before_ends_what_is_too_many_at_the_next_login(world, tmp_path):
    user = await world.register(ADA)
    store = world.container.ports().token_store
    cap = world.container.sessions().open_session.session_cap
    object.__setattr__(cap.policy, "per_account", MOST * 50)
    await log_in_one_after_the_other(world, MOST * 50)
    object.__setattr__(cap.policy, "per_account", MOST)
    await log_in_one_after_the_other(world, 1)
    assert await store.count_for_user(user.pk) == MOST
