"""Whether there is an account is nobody's business, where the operator says so."""

import json
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from tests.support.app_harness import MATRIX, PASSWORD, app_harness
from tests.system.api.client import Client, Reply
from tests.system.api.conftest import Service, serving

ADA, BOB = "ada@example.org", "bob@example.org"
ROUNDS, ATTEMPTS = 15, 3
GENEROUS = 1.6
"""How many times as long one answer may take as the other before somebody could tell them apart from afar."""


@pytest.fixture(params=MATRIX)
async def hiding(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Service]:
    async with app_harness(request.param, tmp_path, hide_accounts=True) as harness, serving(harness) as client:
        yield Service(harness, client)


async def test_every_valid_registration_is_answered_alike(hiding: Service) -> None:
    new, known = [await hiding.client.register(ADA) for _time in range(2)]
    assert (new.status, new.body) == (known.status, known.body) == (202, {})
    assert {*new.headers} == {*known.headers}
    assert await hiding.harness.mails_to(ADA) == ["Please confirm your email address", "You already have an account"]
    assert (await hiding.client.log_in(ADA)).status == 200


async def test_a_registration_that_is_not_valid_is_told_so_as_ever(hiding: Service) -> None:
    assert (await hiding.client.register(ADA, password="short")).faults == {"password": "too_short"}


async def test_the_first_password_stays(hiding: Service) -> None:
    await hiding.client.register(ADA)
    await hiding.client.register(ADA, password="kT8-harbour-lantern")
    assert (await hiding.client.log_in(ADA, PASSWORD)).status == 200


async def spent(answer: Awaitable[Reply]) -> float:
    started = perf_counter()
    await answer
    return perf_counter() - started


def act(client: Client, name: str, email: str) -> Awaitable[Reply]:
    if name == "register":
        return client.register(email)
    if name == "login":
        return client.log_in(email, "not-the-password")
    return client("POST", f"/auth/{name}", {"email": email})


async def ratio(client: Client, name: str, attempt: int) -> float:
    """How many times as long an answer about a known address takes as one about an unknown one."""
    known, unknown = [], []
    for number in range(ROUNDS):
        known.append(await spent(act(client, name, ADA)))
        unknown.append(await spent(act(client, name, f"nobody{attempt}.{number}@example.org")))
    return median(known) / median(unknown)


def is_alike(ratio: float) -> bool:
    return 1 / GENEROUS < ratio < GENEROUS


@pytest.mark.parametrize("name", ["register", "login", "forgot-password", "resend-verification"])
async def test_known_and_unknown_addresses_cannot_be_told_apart_by_time(tmp_path: Path, name: str) -> None:
    """On a storage where a write shows, with hashes as slow as in production. A busy machine may disturb one
    measurement but not three; what gives an address away does so each time."""
    costs = {"password_hash_memory": 19456, "password_hash_passes": 2}
    async with app_harness("sqlite", tmp_path, hide_accounts=True, **costs) as harness, serving(harness) as client:
        await client.register(ADA)
        ratios: list[float] = []
        while len(ratios) < ATTEMPTS and not any(map(is_alike, ratios)):
            ratios.append(await ratio(client, name, len(ratios)))
    assert is_alike(ratios[-1]), ratios


@pytest.fixture
async def ada(hiding: Service) -> Client:
    await hiding.client.register(ADA)
    await hiding.harness.mails()
    return await hiding.client.signed_in(ADA)


async def what_she_sees(hiding: Service, ada: Client, new_email: str) -> dict[str, Any]:
    """All that is stored about who asks for an address, but for what differs between any two requests."""
    asked = await ada("POST", "/me/email", {"new_email": new_email, "password": PASSWORD})
    await hiding.harness.do_jobs()
    export = (await ada("GET", "/me/export")).body
    links = [
        (link["purpose"], link["old_email"], link["spent_at"], link["ended_as"], link["new_email"] in {None, new_email})
        for link in export["links"][-1:]
    ]
    jobs = [(job["name"], job["status"], sorted(json.loads(job["arguments"]))) for job in export["jobs"][-2:]]
    kinds = [json.loads(job["arguments"])["kind"] for job in export["jobs"][-2:]]
    counts = [len(export[name]) for name in ("links", "jobs")]
    return {"status": asked.status, "links": links, "jobs": jobs, "kinds": sorted(kinds), "counts": counts}


async def test_a_user_who_asks_for_an_address_sees_the_same_whether_it_is_taken_or_not(
    hiding: Service, ada: Client
) -> None:
    await hiding.client.register(BOB)
    await hiding.harness.mails()
    free, taken = [await what_she_sees(hiding, ada, email) for email in ("new@example.org", BOB)]
    assert taken.pop("counts") == [count + added for count, added in zip(free.pop("counts"), (1, 2), strict=True)]
    assert free == taken
    assert (await hiding.harness.mails_to(BOB))[-1] == "You already have an account"


@pytest.mark.parametrize("next_email", ["other@example.org", "bob@example.org"], ids=["free", "taken"])
async def test_an_earlier_link_ends_whether_the_next_address_is_taken_or_not(
    hiding: Service, ada: Client, next_email: str
) -> None:
    await hiding.client.register(BOB)
    await ada("POST", "/me/email", {"new_email": "new@example.org", "password": PASSWORD})
    earlier = await hiding.harness.mailed_token("new@example.org")
    await ada("POST", "/me/email", {"new_email": next_email, "password": PASSWORD})
    refused = await hiding.client("POST", "/auth/verify-email", {"token": earlier})
    assert (refused.status, refused.code) == (410, "link_spent")
    assert "newer link" in refused.body["detail"]


async def test_no_link_to_an_address_of_somebody_else_is_mailed_to_anybody(hiding: Service, ada: Client) -> None:
    await hiding.client.register(BOB)
    await hiding.harness.mails()
    before = len(await hiding.harness.mails())
    await ada("POST", "/me/email", {"new_email": BOB.upper(), "password": PASSWORD})
    assert [(mail.to, bool(mail.link)) for mail in (await hiding.harness.mails())[before:]] == [
        (BOB, False),
        (ADA, False),
    ]


@pytest.mark.parametrize("name", ["forgot-password", "resend-verification"])
async def test_a_request_for_a_link_writes_the_same_for_known_and_unknown_and_changes_nothing(
    hiding: Service, name: str
) -> None:
    await hiding.client.register(ADA)
    for _time in range(3):
        for email in (ADA, "nobody@example.org"):
            assert (await hiding.client("POST", f"/auth/{name}", {"email": email})).status == 202
    async with hiding.harness.container.ports().read() as work:
        links = await work.one_time_tokens.select_all()
        jobs = await work.jobs.select_all()
    assert [link.version for link in links] == [1] * len(links) == [1] * 7
    assert len(jobs) == 7
