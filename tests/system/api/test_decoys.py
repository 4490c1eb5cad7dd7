"""An address without an account is answered at the costs of stored hashes, whatever these are by now."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import argon2
import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.accounts.services.decoys import Decoys
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from tests.support.app_harness import PASSWORD, STORES, AppHarness, app_harness
from tests.support.eventually import TIMEOUT_SECONDS

OLD, NEW = "$argon2id$v=19$m=16,t=1,p=1$", "$argon2id$v=19$m=8,t=1,p=1$"
"""What hashes cost before, and what the settings of tests say."""
OLD_HASHER = argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
STRANGERS = [EmailAddress(f"nobody{number}@example.org") for number in range(200)]
OWNERS = 10


@pytest.fixture(params=STORES)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        yield harness


async def raise_costs(harness: AppHarness) -> list[EmailAddress]:
    """Accounts whose hashes are from before."""
    owners = [EmailAddress(f"owner{number}@example.org") for number in range(OWNERS)]
    for owner in owners:
        user = await harness.register(owner)
        async with harness.container.ports().begin() as work:
            await work.users.update(await work.users.get_by_id(user.pk), password_hash=OLD_HASHER.hash(PASSWORD))
            await work.commit()
    return owners


async def answered(harness: AppHarness) -> Counter[str]:
    """At what costs strangers are answered, counted anew."""
    harness.pass_time(minutes=10)
    decoys = harness.container.accounts().services.check_password.decoys
    return Counter([await decoys.parameters_for(stranger) for stranger in STRANGERS])


async def test_strangers_are_answered_at_the_costs_in_force_while_nobody_has_a_password(harness: AppHarness) -> None:
    assert await answered(harness) == {NEW: len(STRANGERS)}


async def test_strangers_are_answered_at_the_old_costs_while_all_accounts_have_them(harness: AppHarness) -> None:
    await raise_costs(harness)
    assert await answered(harness) == {OLD: len(STRANGERS)}


async def test_strangers_go_over_to_the_new_costs_as_accounts_do_and_none_goes_back(harness: AppHarness) -> None:
    owners = await raise_costs(harness)
    decoys = harness.container.accounts().services.check_password.decoys
    at_new_costs: set[EmailAddress] = set()
    for number, owner in enumerate(owners, 1):
        await harness.log_in(owner)
        share = (await answered(harness))[NEW] / len(STRANGERS)
        assert abs(share - number / OWNERS) < 0.15
        now = {stranger for stranger in STRANGERS if await decoys.parameters_for(stranger) == NEW}
        assert now >= at_new_costs
        at_new_costs = now
    assert at_new_costs == set(STRANGERS)


async def test_an_address_is_answered_at_the_same_costs_however_it_is_written_and_by_every_process(
    harness: AppHarness,
) -> None:
    owners = await raise_costs(harness)
    for owner in owners[: OWNERS // 2]:
        await harness.log_in(owner)
    await answered(harness)
    decoys = harness.container.accounts().services.check_password.decoys
    other = type(decoys)(read=decoys.read, hasher=decoys.hasher, clock=decoys.clock, key=decoys.key)
    for stranger in STRANGERS:
        found = {
            await each.parameters_for(EmailAddress(w)) for each in (decoys, other) for w in (stranger, stranger.upper())
        }
        assert len(found) == 1


async def test_hashes_are_counted_once_in_ten_minutes(harness: AppHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    decoys = harness.container.accounts().services.check_password.decoys
    counted = []
    count = type(decoys)._stored

    async def stored(self: Decoys) -> Mapping[str, int]:
        counted.append(1)
        return await count(self)

    monkeypatch.setattr(type(decoys), "_stored", stored)
    for _time in range(3):
        await decoys.parameters_for(STRANGERS[0])
    assert len(counted) == 1
    harness.clock.at += timedelta(minutes=10)
    await decoys.parameters_for(STRANGERS[0])
    assert len(counted) == 2


async def test_one_request_waits_while_hashes_are_counted_again(
    harness: AppHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoys = harness.container.accounts().services.check_password.decoys
    await decoys.parameters_for(STRANGERS[0])
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def stored(_self: Decoys) -> dict[str, int]:
        begun.set()
        await go_on.wait()
        return {OLD: 1}

    monkeypatch.setattr(type(decoys), "_stored", stored)
    harness.pass_time(minutes=10)
    counting = asyncio.create_task(decoys.parameters_for(STRANGERS[0]))
    await begun.wait()
    assert await asyncio.wait_for(decoys.parameters_for(STRANGERS[1]), TIMEOUT_SECONDS) == NEW
    go_on.set()
    assert await counting == OLD


async def test_a_login_at_an_unknown_address_compares_with_a_hash_at_the_old_costs(
    harness: AppHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await raise_costs(harness)
    hasher = harness.container.hasher()
    assert isinstance(hasher, Argon2PasswordHasher)
    compared: list[str] = []
    matches = hasher._matches

    def watched(against: str, password: str) -> bool:
        compared.append(against)
        return matches(against, password)

    monkeypatch.setattr(hasher, "_matches", watched)
    for email in ("owner1@example.org", "nobody@example.org"):
        with pytest.raises(InvalidCredentials):
            await harness.log_in(email, "not-the-password")
    assert [against.startswith(OLD) for against in compared] == [True, True]
