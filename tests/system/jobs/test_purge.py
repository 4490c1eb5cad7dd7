"""What is over is forgotten as fast as it comes, and slows nobody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from application.sessions.purge_expired import BATCH, PurgeExpiredJob
from domain.accounts.one_time_token import LinkPolicy, OneTimeToken, Purpose
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.language import Language
from tests.contracts.people import session
from tests.support.app_harness import STORES, World, a_world

MANY = 2 * BATCH + 7


@pytest.fixture(params=STORES)
async def world(request, tmp_path) -> AsyncIterator[World]:
    async with a_world(request.param, tmp_path, dead_jobs_kept=timedelta(days=20)) as opened:
        yield opened


async def _leave_jobs(world: World, status: JobStatus, count: int = MANY) -> None:
    now = world.clock.now()
    async with world.container.ports().begin() as work:
        await work.jobs.bulk_create(
            {
                "pk": uuid4(),
                "name": "ping",
                "arguments": "{}",
                "status": status,
                "created_at": now,
                "run_at": now,
                "language": Language.EN,
                "request_id": "-",
            }
            for _ in range(count)
        )
        await work.commit()


async def _leave_links(world: World) -> None:
    now, policy = world.clock.now(), LinkPolicy()
    async with world.container.ports().begin() as work:
        await work.one_time_tokens.bulk_create(
            OneTimeToken.issue(uuid4(), user_id=uuid4(), purpose=Purpose.RESET_PASSWORD, at=now, policy=policy)
            for _ in range(MANY)
        )
        await work.commit()


async def _purge(world: World) -> None:
    async with world.container.ports().begin() as work:
        await world.container.ports().enqueue(work, PurgeExpiredJob())
        await work.commit()
    await world.do_jobs()


async def _count(world: World, status: JobStatus) -> int:
    async with world.container.ports().read() as work:
        return await work.jobs.count(StoredJob.status == status, StoredJob.name == "ping")


async def _count_links(world: World) -> int:
    async with world.container.ports().read() as work:
        return await work.one_time_tokens.count()


async def test_a_purge_leaves_nothing_of_what_is_over_however_much_it_is(world: World):
    await _leave_jobs(world, JobStatus.DONE)
    await _leave_links(world)
    world.pass_time(days=8)

    await _purge(world)

    assert await _count(world, JobStatus.DONE) == 0
    assert await _count_links(world) == 0


async def test_all_expired_sessions_are_forgotten(world: World):
    store, ada = world.container.ports().token_store, uuid4()
    now = await store.now()
    for _ in range(BATCH + 7):
        await store.add(session(now=now, user_id=ada))
    world.pass_time(days=8)

    await _purge(world)

    assert await store.count_for_user(ada) == 0


async def test_dead_jobs_are_kept_for_as_long_as_the_settings_say(world: World):
    await _leave_jobs(world, JobStatus.DEAD)
    world.pass_time(days=19)
    await _leave_jobs(world, JobStatus.DEAD, 1)
    await _purge(world)
    assert await _count(world, JobStatus.DEAD) == MANY + 1

    world.pass_time(days=2)
    await _purge(world)

    assert await _count(world, JobStatus.DEAD) == 1


async def test_what_still_waits_or_runs_is_never_purged(world: World):
    await _leave_jobs(world, JobStatus.RUNNING, 3)
    world.pass_time(days=5000)

    await world.container.job_handlers()[PurgeExpiredJob](PurgeExpiredJob())

    assert await _count(world, JobStatus.RUNNING) == 3


async def test_a_purge_that_has_had_its_time_is_followed_by_another_at_once(world: World):
    await _leave_jobs(world, JobStatus.DONE)
    world.pass_time(days=8)
    purge = world.container.job_handlers()[PurgeExpiredJob]
    object.__setattr__(purge, "max_duration", timedelta(0))

    await _purge(world)

    assert await _count(world, JobStatus.DONE) == 0
