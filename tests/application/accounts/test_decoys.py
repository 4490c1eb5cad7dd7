"""An address without an account is answered at the costs of stored hashes, each in its share."""

import asyncio
from collections import Counter
from contextlib import AbstractAsyncContextManager

import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from application.accounts.services.decoys import MAX_COUNT_AGE, Decoys
from application.ports.unit_of_work import ReadWork, Repositories
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.memory_ports import KEY, MemoryPorts

OLDEST, OLD, NEW = (f"$argon2id$v=19$m={kib},t=1,p=1$" for kib in (16, 64, 32))
"""The costs in force are neither the first nor the last of them as texts."""
STRANGERS = [EmailAddress(f"nobody{number}@example.org") for number in range(400)]


class SometimesAway(ReadWork):
    """A storage that can be taken away, and counts how often it was asked."""

    def __init__(self, read: ReadWork) -> None:
        self.read, self.is_away, self.asked = read, False, 0

    def __call__(self, *, snapshot: bool = True) -> AbstractAsyncContextManager[Repositories]:
        self.asked += 1
        if self.is_away:
            raise ServiceUnavailableException
        return self.read(snapshot=snapshot)


@pytest.fixture
def storage(memory: MemoryPorts) -> SometimesAway:
    return SometimesAway(memory.read)


@pytest.fixture
def decoys(memory: MemoryPorts, storage: SometimesAway) -> Decoys:
    return Decoys(storage, Argon2PasswordHasher(memory_kib=32, time_cost=1), memory.clock, KEY)


async def add_owners(memory: MemoryPorts, costs: str | None, count: int) -> None:
    """Stores accounts whose hashes were made at these costs; ``None`` has no hash."""
    for number in range(count):
        user = await memory.add_user(f"owner{number}-of-{hash(costs)}@example.org", password=None)
        user.password_hash = None if costs is None else f"{costs}salt{number}$digest"
        await memory.update(user)


async def answered(memory: MemoryPorts, decoys: Decoys) -> list[str]:
    """The costs at which each stranger is answered, counted anew."""
    memory.clock.at += MAX_COUNT_AGE
    return [await decoys.parameters_for(stranger) for stranger in STRANGERS]


async def test_strangers_are_answered_at_every_cost_in_its_share(memory: MemoryPorts, decoys: Decoys) -> None:
    for costs, count in ((OLDEST, 3), (OLD, 6), (NEW, 12), ("scrypt$", 3), (None, 8)):
        await add_owners(memory, costs, count)
    found = Counter(await answered(memory, decoys))
    assert set(found) == {OLDEST, OLD, NEW}
    for costs, eighths in ((OLDEST, 1), (OLD, 2), (NEW, 5)):  # what cannot be read is compared at the costs in force
        assert found[costs] / len(STRANGERS) == pytest.approx(eighths / 8, abs=0.08)


async def test_strangers_go_over_to_the_costs_in_force_once_and_never_back(memory: MemoryPorts, decoys: Decoys) -> None:
    await add_owners(memory, OLD, 6)
    await add_owners(memory, OLDEST, 6)
    gone_over: set[int] = set()
    async with memory.read() as work:
        owners = await work.users.select_all()
    for owner in owners[::2] + owners[1::2]:
        owner.password_hash = f"{NEW}salt$digest"
        await memory.update(owner)
        new = {number for number, costs in enumerate(await answered(memory, decoys)) if costs == NEW}
        assert gone_over < new
        gone_over = new
    assert len(gone_over) == len(STRANGERS)


async def test_stored_hashes_are_counted_again_after_ten_minutes(
    memory: MemoryPorts, storage: SometimesAway, decoys: Decoys
) -> None:
    await add_owners(memory, OLD, 1)
    stranger = STRANGERS[0]
    asked = []
    for age in (MAX_COUNT_AGE, MAX_COUNT_AGE / 2, MAX_COUNT_AGE / 2):
        await decoys.parameters_for(stranger)
        asked.append(storage.asked)
        memory.clock.at += age
    assert asked == [1, 2, 2]
    await decoys.parameters_for(stranger)
    assert storage.asked == 3


async def test_the_previous_counts_are_used_while_the_storage_is_away(
    memory: MemoryPorts, storage: SometimesAway, decoys: Decoys
) -> None:
    await add_owners(memory, OLD, 1)
    before = await answered(memory, decoys)
    storage.is_away = True
    assert await answered(memory, decoys) == before == [OLD] * len(STRANGERS)


async def test_one_caller_counts_and_others_wait_only_for_the_first_counts(
    memory: MemoryPorts, storage: SometimesAway, decoys: Decoys
) -> None:
    await add_owners(memory, OLD, 1)
    assert set(await asyncio.gather(*map(decoys.parameters_for, STRANGERS[:20]))) == {OLD}
    assert storage.asked == 1
