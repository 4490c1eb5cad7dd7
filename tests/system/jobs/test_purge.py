"""What is over is forgotten as fast as it comes, and slows nobody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from application.jobs.purge_expired import BATCH, PurgeExpiredJob
from domain.accounts import purposes
from domain.accounts.one_time_token import OneTimeToken
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.language import Language
from tests.contracts.people import session
from tests.support.app_harness import STORES, AppHarness, app_harness

MANY = 2 * BATCH + 7


@pytest.fixture(params=STORES)
async def harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AppHarness]:
    async with app_harness(request.param, tmp_path, dead_jobs_kept=timedelta(days=20)) as opened:
        yield opened


async def _leave_jobs(harness: AppHarness, status: JobStatus, count: int = MANY) -> None:
    now = harness.clock.now()
    async with harness.container.ports().begin() as work:
        await work.jobs.bulk_create(
            {
                "pk": uuid4(),
                "name": "ping",
                "arguments": "{}",
                "status": status,
                "created_at": now,
                "run_at": now,
                "language": Language("en"),
                "request_id": "-",
            }
            for _ in range(count)
        )
        await work.commit()


async def _leave_links(harness: AppHarness) -> None:
    now, life = harness.clock.now(), timedelta(hours=1)
    async with harness.container.ports().begin() as work:
        await work.one_time_tokens.bulk_create(
            OneTimeToken.issue(uuid4(), user_id=uuid4(), purpose=purposes.RESET_PASSWORD, at=now, life=life)
            for _ in range(MANY)
        )
        await work.commit()


async def _purge(harness: AppHarness) -> None:
    async with harness.container.ports().begin() as work:
        await harness.container.ports().enqueue(work, PurgeExpiredJob())
        await work.commit()
    await harness.do_jobs()


async def _count(harness: AppHarness, status: JobStatus) -> int:
    async with harness.container.ports().read() as work:
        return await work.jobs.count(StoredJob.status == status, StoredJob.name == "ping")


async def _count_links(harness: AppHarness) -> int:
    async with harness.container.ports().read() as work:
        return await work.one_time_tokens.count()


async def test_a_purge_leaves_nothing_of_what_is_over_however_much_it_is(harness: AppHarness) -> None:
    await _leave_jobs(harness, JobStatus.DONE)
    await _leave_links(harness)
    harness.pass_time(days=8)

    await _purge(harness)

    assert await _count(harness, JobStatus.DONE) == 0
    assert await _count_links(harness) == 0


async def test_all_expired_sessions_are_forgotten(harness: AppHarness) -> None:
    store, ada = harness.container.ports().token_store, uuid4()
    now = await store.now()
    for _ in range(BATCH + 7):
        await store.add(session(now=now, user_id=ada))
    harness.pass_time(days=8)

    await _purge(harness)

    assert await store.count_for_user(ada) == 0


async def test_dead_jobs_are_kept_for_as_long_as_the_settings_say(harness: AppHarness) -> None:
    await _leave_jobs(harness, JobStatus.DEAD)
    harness.pass_time(days=19)
    await _leave_jobs(harness, JobStatus.DEAD, 1)
    await _purge(harness)
    assert await _count(harness, JobStatus.DEAD) == MANY + 1

    harness.pass_time(days=2)
    await _purge(harness)

    assert await _count(harness, JobStatus.DEAD) == 1


async def test_a_running_job_is_never_purged(harness: AppHarness) -> None:
    await _leave_jobs(harness, JobStatus.RUNNING, 3)
    harness.pass_time(days=5000)

    await harness.container.job_handlers()[PurgeExpiredJob](PurgeExpiredJob())

    assert await _count(harness, JobStatus.RUNNING) == 3


async def test_a_purge_that_has_had_its_time_is_followed_by_another_at_once(harness: AppHarness) -> None:
    await _leave_jobs(harness, JobStatus.DONE)
    harness.pass_time(days=8)
    purge = harness.container.job_handlers()[PurgeExpiredJob]
    object.__setattr__(purge, "max_duration", timedelta(0))

    await _purge(harness)

    assert await _count(harness, JobStatus.DONE) == 0
