"""What every password hasher promises."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest

from domain.shared_kernel.errors import ServiceUnavailableException
from tests.contracts.conformance import OpenedHasher

PASSWORD = "correct horse Ä"
FOREIGN = "$unheard-of$v=1$c2FsdA$ZGlnZXN0"
MANY = 2000


async def test_a_password_is_its_own_hash_only(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    password_hash = await hasher.hash(PASSWORD)
    assert await hasher.verify(password_hash, PASSWORD)
    assert not await hasher.verify(password_hash, PASSWORD + " ")
    assert not await hasher.verify(password_hash, "")


async def test_a_password_is_the_same_from_every_keyboard(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    composed, taken_apart = (unicodedata.normalize(form, PASSWORD) for form in ("NFC", "NFD"))
    assert await hasher.verify(await hasher.hash(taken_apart), composed)


async def test_two_hashes_of_one_password_differ_and_begin_with_their_parameters(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    first, second = await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)
    assert first != second
    for password_hash in (first, second):
        assert password_hash.startswith(hasher.parameters(password_hash))
    assert hasher.parameters(None) == hasher.parameters(first) == hasher.parameters(FOREIGN)


async def test_nobody_without_a_hash_is_let_in(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    assert not await hasher.verify(None, PASSWORD)
    assert not await hasher.verify(None, PASSWORD, decoy=hasher.parameters(None))
    assert not await hasher.verify(FOREIGN, PASSWORD)


async def test_only_hashes_with_the_parameters_in_force_are_kept(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    assert not hasher.needs_rehash(await hasher.hash(PASSWORD))
    assert hasher.needs_rehash(FOREIGN)


@pytest.mark.parametrize("password", ["", "\x00", "a\x00b", "\ud800", "パスワード", "x" * 10_000])
async def test_no_password_is_too_strange_to_be_hashed(opened_hasher: OpenedHasher, password: str) -> None:
    password_hash = await opened_hasher.hasher.hash(password)
    assert await opened_hasher.hasher.verify(password_hash, password)


async def test_an_account_that_is_not_there_costs_as_much_as_one_that_is(opened_hasher: OpenedHasher) -> None:
    hasher = opened_hasher.hasher
    password_hash = await hasher.hash(PASSWORD)
    there = await _fastest(lambda: hasher.verify(password_hash, "wrong"))
    missing = await _fastest(lambda: hasher.verify(None, "wrong"))
    assert missing > there / 3


async def test_more_than_can_wait_are_refused_at_once_and_the_loop_goes_on(opened_hasher: OpenedHasher) -> None:
    hashing = [asyncio.create_task(opened_hasher.hasher.hash(PASSWORD)) for _ in range(MANY)]
    await asyncio.sleep(0)
    refused = [task for task in hashing if task.done()]
    for task in hashing:
        task.cancel()
    await asyncio.gather(*hashing, return_exceptions=True)
    assert refused, f"{MANY} passwords may wait at once"
    assert {type(task.exception()) for task in refused} == {ServiceUnavailableException}


async def _fastest(verify: Callable[[], Awaitable[bool]]) -> float:
    best = float("inf")
    for _ in range(9):
        began = monotonic()
        await verify()
        best = min(best, monotonic() - began)
    return best
