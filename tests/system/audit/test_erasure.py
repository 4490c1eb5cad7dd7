"""People leave, and the audit that is left verifies."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bootstrap.domains.audit import Audit, audit
from domain.audit.finding import FindingKind
from tests.support.app_harness import PASSWORD, AppHarness, app_harness
from tests.system.api.client import Client
from tests.system.api.conftest import serving

PEOPLE = [f"person-{number}@example.org" for number in range(8)]


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path) as made:
        yield made


@pytest.fixture
async def client(harness: AppHarness) -> AsyncIterator[Client]:
    async with serving(harness) as made:
        yield made


@pytest.fixture
def use_cases(harness: AppHarness) -> Audit:
    return audit(harness.container.ports())


async def leave(client: Client, email: str) -> None:
    person = await client.signed_in(email)
    assert (await person("POST", "/me/delete", {"password": PASSWORD})).status == 204


@pytest.mark.parametrize("is_sealed", [True, False])
async def test_the_audit_verifies_after_a_person_has_left(client: Client, use_cases: Audit, *, is_sealed: bool) -> None:
    await client.register(PEOPLE[0])
    await client.log_in(PEOPLE[0], "not the password")
    if is_sealed:
        await use_cases.seal_entries()
    await leave(client, PEOPLE[0])

    before = await use_cases.verify()
    await use_cases.seal_entries()
    after = await use_cases.verify()

    assert (before.findings, after.findings) == ([], [])
    assert after.progress.entries == before.progress.entries + before.progress.waiting > 0


async def test_people_leave_while_the_audit_is_sealed(client: Client, use_cases: Audit) -> None:
    for email in PEOPLE:
        await client.register(email)
    is_over = asyncio.Event()

    async def seal_all_the_time() -> None:
        while not is_over.is_set():
            await use_cases.seal_entries(2)
            await asyncio.sleep(0)

    sealing = asyncio.create_task(seal_all_the_time())
    await asyncio.gather(*(leave(client, email) for email in PEOPLE))
    is_over.set()
    await sealing
    while await use_cases.seal_entries():
        continue

    verified = await use_cases.verify()

    assert verified.findings == []
    assert verified.progress.waiting == 0


async def test_an_entry_that_is_erased_while_its_owner_is_there_is_named(
    harness: AppHarness, client: Client, use_cases: Audit
) -> None:
    await client.register(PEOPLE[0])
    async with harness.container.ports().begin() as work:
        for entry in await work.audit_entries.select_all():
            await work.audit_entries.update(entry, origin=None, origin_salt=None)
        await work.commit()

    assert {found.kind for found in (await use_cases.verify()).findings} == {FindingKind.TEXT_ERASED}
