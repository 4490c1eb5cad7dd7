from datetime import timedelta

import pytest

from application.jobs.count_jobs import CountJobs
from domain.jobs.stored_job import JobStatus
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def count_jobs(memory: MemoryPorts) -> CountJobs:
    return CountJobs(memory.read, memory.clock)


async def test_count_jobs_counts_each_status_even_if_there_is_none(memory: MemoryPorts, count_jobs: CountJobs) -> None:
    for status in (JobStatus.PENDING, JobStatus.DEAD, JobStatus.DEAD):
        await memory.add_job(status=status)
    assert (await count_jobs()).by_status == {
        JobStatus.PENDING: 1,
        JobStatus.RUNNING: 0,
        JobStatus.DONE: 0,
        JobStatus.DEAD: 2,
    }


async def test_count_jobs_measures_for_how_long_the_oldest_due_job_has_been_due(
    memory: MemoryPorts, count_jobs: CountJobs
) -> None:
    for minutes in (2, 5):
        await memory.add_job(run_at=memory.clock.now() - timedelta(minutes=minutes))
    await memory.add_job(run_at=memory.clock.now() - timedelta(hours=1), status=JobStatus.DONE)
    assert (await count_jobs()).oldest_due == timedelta(minutes=5)


async def test_count_jobs_measures_nothing_while_no_job_is_due(memory: MemoryPorts, count_jobs: CountJobs) -> None:
    await memory.add_job(run_at=memory.clock.now() + timedelta(minutes=1))
    assert (await count_jobs()).oldest_due == timedelta(0)
