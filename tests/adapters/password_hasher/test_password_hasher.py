import asyncio
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from adapters.password_hasher.argon2 import Argon2PasswordHasher
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.eventually import TIMEOUT_SECONDS

CHEAP = {"memory_kib": 8, "time_cost": 1}


@pytest.fixture
def hasher() -> Iterator[Argon2PasswordHasher]:
    hasher = Argon2PasswordHasher(**CHEAP, workers=1, max_waiting=1)
    yield hasher
    hasher.close()


@contextmanager
def every_thread_busy(monkeypatch: pytest.MonkeyPatch, hasher: Argon2PasswordHasher) -> Iterator[Event]:
    """Work begins and then stands still until the end of the block."""
    begun, go_on = threading.Event(), threading.Event()
    matches = hasher._matches

    def slowly(*arguments: str) -> bool:
        begun.set()
        go_on.wait(TIMEOUT_SECONDS)
        return matches(*arguments)

    monkeypatch.setattr(hasher, "_matches", slowly)
    try:
        yield begun
    finally:
        go_on.set()


async def has_begun(begun: Event) -> None:
    await asyncio.to_thread(begun.wait, TIMEOUT_SECONDS)


async def test_a_password_is_its_own_hash_only(hasher: Argon2PasswordHasher) -> None:
    password_hash = await hasher.hash("correct horse")

    assert await hasher.verify(password_hash, "correct horse")
    assert not await hasher.verify(password_hash, "correct house")


async def test_a_hash_is_salted_and_carries_its_parameters(hasher: Argon2PasswordHasher) -> None:
    hashes = {await hasher.hash("correct horse") for _ in range(2)}

    assert len(hashes) == 2
    assert {each.rsplit("$", 2)[0] for each in hashes} == {"$argon2id$v=19$m=8,t=1,p=1"}


def test_by_default_a_hash_costs_19_mib_and_two_passes() -> None:
    hasher = Argon2PasswordHasher()

    assert hasher._decoy.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    hasher.close()


@pytest.mark.parametrize("password", ["", "\x00", "a\x00b", "\ud800", "パスワード", "x" * 100_000, "e\u0301" * 50_000])
async def test_no_password_is_too_strange_to_be_hashed(hasher: Argon2PasswordHasher, password: str) -> None:
    password_hash = await hasher.hash(password)

    assert await hasher.verify(password_hash, password)
    assert not await hasher.verify(password_hash, password + "x")


async def test_composed_and_decomposed_letters_are_one_password(hasher: Argon2PasswordHasher) -> None:
    password_hash = await hasher.hash(unicodedata.normalize("NFD", "Zürich-Café"))

    assert await hasher.verify(password_hash, unicodedata.normalize("NFC", "Zürich-Café"))


@pytest.mark.parametrize("password_hash", [None, "", "nonsense", "$2b$12$abcdefghijklmnopqrstuv"])
async def test_nobody_has_a_right_password(hasher: Argon2PasswordHasher, password_hash: str | None) -> None:
    assert not await hasher.verify(password_hash, "")
    assert not await hasher.verify(password_hash, "correct horse")


def recorded_comparisons(hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hashes that are compared with from now on, none of which matches."""
    compared: list[str] = []

    def matches(against: str, _password: str) -> bool:
        compared.append(against)
        return False

    monkeypatch.setattr(hasher, "_matches", matches)
    return compared


async def test_nobody_costs_as_much_as_somebody(hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    password_hash = await hasher.hash("correct horse")
    compared = recorded_comparisons(hasher, monkeypatch)

    await hasher.verify(password_hash, "wrong")
    await hasher.verify(None, "wrong")

    real, decoy = (hasher._argon2.check_needs_rehash(each) or len(each) for each in compared)
    assert real == decoy
    assert compared[1] == hasher._decoy


async def test_nobody_costs_what_a_hash_with_given_parameters_costs(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = Argon2PasswordHasher(memory_kib=16, time_cost=3, workers=1)
    stored = await stronger.hash("correct horse")
    compared = recorded_comparisons(hasher, monkeypatch)

    await hasher.verify(None, "wrong", decoy=hasher.parameters(stored))

    assert hasher.parameters(stored) == "$argon2id$v=19$m=16,t=3,p=1$"
    assert compared[0].startswith("$argon2id$v=19$m=16,t=3,p=1$")
    assert len(compared[0]) == len(stored)
    stronger.close()


@pytest.mark.parametrize("password_hash", ["nonsense", "$2b$12$abcdefghijklmnopqrstuv"])
async def test_a_hash_that_cannot_be_read_costs_as_much_as_any_other(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch, password_hash: str
) -> None:
    compared: list[str] = []
    verify = hasher._argon2.verify

    class Watched:
        @staticmethod
        def verify(against: str, password: bytes) -> bool:
            compared.append(against)
            return verify(against, password)

    monkeypatch.setattr(hasher, "_argon2", Watched)
    assert not await hasher.verify(password_hash, "correct horse")
    assert compared == [password_hash, hasher._decoy]


async def test_a_hash_with_other_parameters_wants_to_be_made_anew(hasher: Argon2PasswordHasher) -> None:
    stronger = Argon2PasswordHasher(memory_kib=16, time_cost=1)
    password_hash = await hasher.hash("correct horse")

    assert not hasher.needs_rehash(password_hash)
    assert stronger.needs_rehash(password_hash)
    assert hasher.needs_rehash("nonsense")
    stronger.close()


async def test_a_hash_beyond_the_queue_is_refused_at_once(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_thread_busy(monkeypatch, hasher) as begun:
        calls = [asyncio.create_task(hasher.verify(None, "x")) for _ in range(2)]
        await has_begun(begun)

        with pytest.raises(ServiceUnavailableException):
            await hasher.verify(None, "x")

    assert await asyncio.gather(*calls) == [False, False]
    assert await hasher.verify(None, "x") is False


async def test_a_cancelled_call_that_waits_frees_its_place(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_thread_busy(monkeypatch, hasher) as begun:
        running = asyncio.create_task(hasher.verify(None, "x"))
        await has_begun(begun)
        waiting = asyncio.create_task(hasher.verify(None, "x"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])

        next_one = asyncio.create_task(hasher.verify(None, "x"))
        await asyncio.sleep(0)

    assert [await running, await next_one] == [False, False]


async def test_a_cancelled_call_keeps_its_place_until_its_thread_is_done(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_thread_busy(monkeypatch, hasher) as begun:
        running = asyncio.create_task(hasher.verify(None, "x"))
        await has_begun(begun)
        waiting = asyncio.create_task(hasher.verify(None, "x"))
        running.cancel()
        await asyncio.wait([running])

        with pytest.raises(ServiceUnavailableException):
            await hasher.verify(None, "x")

    assert await waiting is False
    assert hasher._places.acquire(blocking=False)
    assert hasher._places.acquire(blocking=False)


async def test_the_event_loop_goes_on_while_passwords_are_hashed(
    hasher: Argon2PasswordHasher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with every_thread_busy(monkeypatch, hasher) as begun:
        call = asyncio.create_task(hasher.verify(None, "x"))
        await has_begun(begun)

        assert not call.done()

    assert await call is False


async def test_no_memory_is_no_answer(hasher: Argon2PasswordHasher) -> None:
    hungry = Argon2PasswordHasher(memory_kib=8, time_cost=1)
    too_much = hasher._decoy.replace("m=8,", "m=4294967295,")

    with pytest.raises(ServiceUnavailableException):
        await hungry.verify(too_much, "x")
    hungry.close()


async def test_a_closed_hasher_is_not_available(hasher: Argon2PasswordHasher) -> None:
    hasher.close()

    for _ in range(3):
        with pytest.raises(ServiceUnavailableException):
            await hasher.hash("x")
    assert hasher._places.acquire(blocking=False)
