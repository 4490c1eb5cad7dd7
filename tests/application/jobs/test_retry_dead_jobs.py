import pytest

from application.jobs.retry_dead_jobs import BATCH, RetryDeadJobs
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def retry_dead_jobs(memory: MemoryPorts) -> RetryDeadJobs:
    return RetryDeadJobs(memory.begin, memory.clock)


async def statuses(memory: MemoryPorts) -> list[JobStatus]:
    return [job.status for job in await memory.jobs()]


async def test_retry_dead_jobs_revives_dead_jobs_and_leaves_the_others(
    memory: MemoryPorts, retry_dead_jobs: RetryDeadJobs
) -> None:
    for status in (JobStatus.DEAD, JobStatus.DONE, JobStatus.RUNNING, JobStatus.DEAD):
        await memory.add_job(status=status)
    assert await retry_dead_jobs(None, lambda size: None) == 2
    assert await statuses(memory) == [JobStatus.PENDING, JobStatus.DONE, JobStatus.RUNNING, JobStatus.PENDING]


async def test_retry_dead_jobs_revives_jobs_of_the_given_name_only(
    memory: MemoryPorts, retry_dead_jobs: RetryDeadJobs
) -> None:
    for name in ("ping", "purge"):
        await memory.add_job(name=name, status=JobStatus.DEAD)
    assert await retry_dead_jobs("purge", lambda size: None) == 1
    assert await statuses(memory) == [JobStatus.DEAD, JobStatus.PENDING]


async def test_retry_dead_jobs_reports_the_size_of_each_batch(
    memory: MemoryPorts, retry_dead_jobs: RetryDeadJobs
) -> None:
    sizes: list[int] = []
    for _job in range(BATCH + 1):
        await memory.add_job(status=JobStatus.DEAD)
    assert await retry_dead_jobs(None, sizes.append) == BATCH + 1
    assert sizes == [BATCH, 1]
    assert set(await statuses(memory)) == {JobStatus.PENDING}


async def test_retry_dead_jobs_revives_nothing_where_no_job_is_dead(
    memory: MemoryPorts, retry_dead_jobs: RetryDeadJobs
) -> None:
    sizes: list[int] = []
    await memory.add_job()
    assert (await retry_dead_jobs(None, sizes.append), sizes) == (0, [])


async def test_retry_dead_jobs_revives_a_job_once_though_it_is_dead_again_at_once(
    memory: MemoryPorts, retry_dead_jobs: RetryDeadJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoredJob, "revive", lambda job, now, *, by: None)
    sizes: list[int] = []

    def note(size: int) -> None:
        sizes.append(size)
        assert len(sizes) <= 2

    for _job in range(BATCH + 1):
        await memory.add_job(status=JobStatus.DEAD)
    assert await retry_dead_jobs(None, note) == BATCH + 1
