import pytest

from application.jobs.retry_job import RetryJob
from domain.jobs.errors import JobNotDead
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from tests.support.memory_ports import MemoryPorts


@pytest.fixture
def retry_job(memory: MemoryPorts) -> RetryJob:
    return RetryJob(memory.begin, memory.clock)


async def test_retry_job_makes_a_dead_job_due_with_all_of_its_attempts(
    memory: MemoryPorts, retry_job: RetryJob
) -> None:
    dead = await memory.add_job(status=JobStatus.DEAD, attempts=8)
    memory.clock.pass_time(hours=1)
    await retry_job(dead.pk, by=OPERATOR)
    job = await memory.job(dead.pk)
    assert (job.status, job.attempts, job.run_at) == (JobStatus.PENDING, 0, memory.clock.now())
    assert [event.event_name for event in memory.sink.events] == ["job_revived"]


@pytest.mark.parametrize("status", [status for status in JobStatus if status is not JobStatus.DEAD])
async def test_retry_job_refuses_a_job_that_is_not_dead(
    memory: MemoryPorts, retry_job: RetryJob, status: JobStatus
) -> None:
    job = await memory.add_job(status=status)
    with pytest.raises(JobNotDead):
        await retry_job(job.pk, by=OPERATOR)
    assert (await memory.job(job.pk)).values() == job.values()


async def test_retry_job_does_not_know_a_job_that_is_gone(memory: MemoryPorts, retry_job: RetryJob) -> None:
    with pytest.raises(NotFoundException):
        await retry_job(memory.ids.random(), by=OPERATOR)
