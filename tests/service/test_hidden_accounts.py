"""Whether there is an account is nobody's business, where the operator says so."""

from collections.abc import AsyncIterator
from statistics import median
from time import perf_counter

import pytest

from tests.service.conftest import Service, serving
from tests.world import MATRIX, PASSWORD, a_world

ADA = "ada@example.org"
ROUNDS, ATTEMPTS = 15, 3
GENEROUS = 1.6
"""How many times as long one answer may take as the other before somebody could tell them apart from afar."""


@pytest.fixture(params=MATRIX)
async def hiding(request, tmp_path) -> AsyncIterator[Service]:
    async with a_world(request.param, tmp_path, hide_accounts=True) as world, serving(world) as client:
        yield Service(world, client)


async def test_every_valid_registration_is_answered_alike(hiding):
    new, known = [await hiding.client.register(ADA) for _time in range(2)]
    assert (new.status, new.body) == (known.status, known.body) == (202, {})
    assert {*new.headers} == {*known.headers}
    assert await hiding.world.mails_to(ADA) == ["Please confirm your email address", "You already have an account"]
    assert (await hiding.client.log_in(ADA)).status == 200


async def test_a_registration_that_is_not_valid_is_told_so_as_ever(hiding):
    assert (await hiding.client.register(ADA, password="short")).faults == {"password": "too_short"}


async def test_the_first_password_stays(hiding):
    await hiding.client.register(ADA)
    await hiding.client.register(ADA, password="kT8-harbour-lantern")
    assert (await hiding.client.log_in(ADA, PASSWORD)).status == 200


async def spent(answer) -> float:
    started = perf_counter()
    await answer
    return perf_counter() - started


def act(client, name: str, email: str):
    if name == "register":
        return client.register(email)
    if name == "login":
        return client.log_in(email, "not-the-password")
    return client("POST", f"/auth/{name}", {"email": email})


async def ratio(client, name: str, attempt: int) -> float:
    """How many times as long an answer about a known address takes as one about an unknown one."""
    known, unknown = [], []
    for number in range(ROUNDS):
        known.append(await spent(act(client, name, ADA)))
        unknown.append(await spent(act(client, name, f"nobody{attempt}.{number}@example.org")))
    return median(known) / median(unknown)


@pytest.mark.parametrize("name", ["register", "login", "forgot-password", "resend-verification"])
async def test_known_and_unknown_addresses_cannot_be_told_apart_by_time(tmp_path, name):
    """On a storage where a write shows, with hashes as slow as in production. A busy machine may disturb one
    measurement but not three; what gives an address away does so each time."""
    costs = {"password_hash_memory": 19456, "password_hash_passes": 2}
    async with a_world("sqlite", tmp_path, hide_accounts=True, **costs) as world, serving(world) as client:
        await client.register(ADA)
        ratios = [await ratio(client, name, attempt) for attempt in range(ATTEMPTS)]
    assert any(1 / GENEROUS < found < GENEROUS for found in ratios), ratios
