"""An address without an account is answered at the costs of stored hashes, whatever these are by now."""

import asyncio
from collections import Counter
from datetime import timedelta

import argon2
import pytest

from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from tests.support.app_harness import PASSWORD, STORES, a_world

OLD, NEW = "$argon2id$v=19$m=16,t=1,p=1$", "$argon2id$v=19$m=8,t=1,p=1$"
"""What hashes cost before, and what the settings of tests say."""
OLD_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
STRANGERS = [EmailAddress(f"nobody{number}@example.org") for number in range(200)]
OWNERS = 10


@pytest.fixture(params=STORES)
async def world(request, tmp_path):
    async with a_world(request.param, tmp_path) as world:
        yield world


async def raise_costs(world) -> list[EmailAddress]:
    """Accounts whose hashes are from before."""
    owners = [EmailAddress(f"owner{number}@example.org") for number in range(OWNERS)]
    for owner in owners:
        user = await world.register(owner)
        async with world.container.ports().begin() as work:
            await work.users.update(await work.users.get_by_id(user.pk), password_hash=OLD_HASHER.hash(PASSWORD))
            await work.commit()
    return owners


async def answered(world) -> Counter[str]:
    """At what costs strangers are answered, counted anew."""
    world.pass_time(minutes=10)
    decoys = world.container.accounts().services.check_password.decoys
    return Counter([await decoys.parameters_for(stranger) for stranger in STRANGERS])


async def test_where_nobody_has_a_password_strangers_are_answered_at_the_costs_in_force(world):
    assert await answered(world) == {NEW: len(STRANGERS)}


async def test_strangers_are_answered_at_the_old_costs_while_all_accounts_have_them(world):
    await raise_costs(world)
    assert await answered(world) == {OLD: len(STRANGERS)}


async def test_strangers_go_over_to_the_new_costs_as_accounts_do_and_none_goes_back(world):
    owners = await raise_costs(world)
    decoys = world.container.accounts().services.check_password.decoys
    at_new_costs: set[str] = set()
    for number, owner in enumerate(owners, 1):
        await world.log_in(owner)
        share = (await answered(world))[NEW] / len(STRANGERS)
        assert abs(share - number / OWNERS) < 0.15
        now = {stranger for stranger in STRANGERS if await decoys.parameters_for(stranger) == NEW}
        assert now >= at_new_costs
        at_new_costs = now
    assert at_new_costs == set(STRANGERS)


async def test_an_address_is_answered_at_the_same_costs_however_it_is_written_and_by_every_process(world):
    owners = await raise_costs(world)
    for owner in owners[: OWNERS // 2]:
        await world.log_in(owner)
    await answered(world)
    decoys = world.container.accounts().services.check_password.decoys
    other = type(decoys)(read=decoys.read, hasher=decoys.hasher, clock=decoys.clock, key=decoys.key)
    for stranger in STRANGERS:
        found = {
            await each.parameters_for(EmailAddress(w)) for each in (decoys, other) for w in (stranger, stranger.upper())
        }
        assert len(found) == 1


async def test_hashes_are_counted_once_in_ten_minutes(world, monkeypatch):
    decoys = world.container.accounts().services.check_password.decoys
    counted = []
    count = type(decoys)._stored

    async def stored(self):
        counted.append(1)
        return await count(self)

    monkeypatch.setattr(type(decoys), "_stored", stored)
    for _time in range(3):
        await decoys.parameters_for(STRANGERS[0])
    assert len(counted) == 1
    world.clock.offset += timedelta(minutes=10)
    await decoys.parameters_for(STRANGERS[0])
    assert len(counted) == 2


async def test_only_one_waits_while_hashes_are_counted_again(world, monkeypatch):
    decoys = world.container.accounts().services.check_password.decoys
    await decoys.parameters_for(STRANGERS[0])
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def stored(_self):
        begun.set()
        await go_on.wait()
        return {OLD: 1}

    monkeypatch.setattr(type(decoys), "_stored", stored)
    world.pass_time(minutes=10)
    counting = asyncio.create_task(decoys.parameters_for(STRANGERS[0]))
    await begun.wait()
    assert await asyncio.wait_for(decoys.parameters_for(STRANGERS[1]), 5) == NEW
    go_on.set()
    assert await counting == OLD


async def test_a_login_at_an_unknown_address_compares_with_a_hash_at_the_old_costs(world, monkeypatch):
    await raise_costs(world)
    hasher = world.container.hasher()
    compared, matches = [], hasher._matches
    monkeypatch.setattr(
        hasher, "_matches", lambda against, password: compared.append(against) or matches(against, password)
    )
    for email in ("owner1@example.org", "nobody@example.org"):
        with pytest.raises(InvalidCredentials):
            await world.log_in(email, "not-the-password")
    assert [against.startswith(OLD) for against in compared] == [True, True]
