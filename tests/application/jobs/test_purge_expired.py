from datetime import timedelta

import attrs
import pytest

from application.accounts.services.link_retention import link_retention
from application.jobs.purge_expired import BATCH, PurgeExpired, PurgeExpiredJob
from application.jobs.services.job_retention import DEAD_JOB_RETENTION, job_retentions
from application.jobs.services.retention import RETENTION, Retention
from application.sessions.services.session_retention import SessionRetention
from domain.accounts import purposes
from domain.jobs.stored_job import JobStatus
from tests.support.memory_ports import MemoryPorts

MOMENT = timedelta(seconds=1)


def retentions(memory: MemoryPorts) -> list[Retention]:
    jobs = job_retentions(memory.begin, memory.clock)
    return [SessionRetention(memory.store), link_retention(memory.begin, memory.clock), *jobs]


@pytest.fixture
def purge_expired(memory: MemoryPorts) -> PurgeExpired:
    return PurgeExpired(retentions(memory), memory.clock, memory.enqueue)


async def test_purge_expired_removes_expired_sessions_and_keeps_live_ones(
    memory: MemoryPorts, purge_expired: PurgeExpired
) -> None:
    ada = await memory.add_user(password=None)
    await memory.add_session(ada)
    memory.clock.at += memory.session_policy.idle
    live = await memory.add_session(ada)
    assert await purge_expired(PurgeExpiredJob()) is None
    assert [session.pk for session in await memory.sessions_of(ada)] == [live.pk]


async def test_purge_expired_keeps_a_link_for_a_week_after_its_end(
    memory: MemoryPorts, purge_expired: PurgeExpired
) -> None:
    await memory.add_link(await memory.add_user(password=None), purposes.RESET_PASSWORD)
    [link] = await memory.stored_links()
    memory.clock.at = link.expires_at + RETENTION
    await purge_expired(PurgeExpiredJob())
    assert len(await memory.stored_links()) == 1
    memory.clock.at += MOMENT
    await purge_expired(PurgeExpiredJob())
    assert await memory.stored_links() == []


@pytest.mark.parametrize(
    ("status", "retention"), [(JobStatus.DONE, RETENTION), (JobStatus.DEAD, DEAD_JOB_RETENTION)], ids=["done", "dead"]
)
async def test_purge_expired_keeps_done_and_dead_jobs_for_their_retention(
    memory: MemoryPorts, purge_expired: PurgeExpired, status: JobStatus, retention: timedelta
) -> None:
    await memory.add_job(status=status)
    memory.clock.at += retention
    await purge_expired(PurgeExpiredJob())
    assert len(await memory.jobs()) == 1
    memory.clock.at += MOMENT
    await purge_expired(PurgeExpiredJob())
    assert await memory.jobs() == []


async def test_purge_expired_never_removes_a_job_that_is_still_to_be_done(
    memory: MemoryPorts, purge_expired: PurgeExpired
) -> None:
    for status in (JobStatus.PENDING, JobStatus.RUNNING):
        await memory.add_job(status=status)
    memory.clock.at += 2 * DEAD_JOB_RETENTION
    await purge_expired(PurgeExpiredJob())
    assert len(await memory.jobs()) == 2


@attrs.define
class Emptied(Retention):
    """Has full batches, and then a last one."""

    full_batches: int

    async def remove(self, limit: int) -> int:
        self.full_batches -= 1
        return limit if self.full_batches >= 0 else limit - 1


async def test_purge_expired_removes_as_many_batches_as_there_are_while_there_is_time(memory: MemoryPorts) -> None:
    rows = Emptied(full_batches=3)
    assert await PurgeExpired([rows], memory.clock, memory.enqueue)(PurgeExpiredJob()) is None
    assert rows.full_batches == -1


async def test_purge_expired_leaves_what_takes_too_long_to_another_job(memory: MemoryPorts) -> None:
    ada = await memory.add_user(password=None)
    for _session in range(BATCH + 1):
        await memory.add_session(ada)
    memory.clock.at += memory.session_policy.idle
    hurried = PurgeExpired(retentions(memory), memory.clock, memory.enqueue, max_duration=timedelta(0))
    effect = await hurried(PurgeExpiredJob())
    assert effect is not None
    assert len(await memory.sessions_of(ada)) == 1
    async with memory.begin() as work:
        await effect(work)
        await work.commit()
    assert [job.name for job in await memory.jobs()] == ["purge"]
