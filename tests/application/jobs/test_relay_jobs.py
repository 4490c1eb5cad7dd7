from datetime import timedelta
from uuid import UUID

import attrs
import pytest

from application.jobs.relay_jobs import RelayJobs
from application.ports.job_queue import JobQueue
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import WORKER_DIED, JobStatus
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.memory_ports import MemoryPorts

POLICY = JobPolicy()


@attrs.define
class MemoryJobQueue(JobQueue):
    """Keeps ids in the order in which they were sent. It does not answer once it has taken ``capacity``."""

    capacity: int = 100
    sent: list[UUID] = attrs.field(factory=list)

    async def send(self, job_id: UUID) -> None:
        if len(self.sent) == self.capacity:
            raise ServiceUnavailableException
        self.sent.append(job_id)


@pytest.fixture
def queue() -> MemoryJobQueue:
    return MemoryJobQueue()


@pytest.fixture
def relay_jobs(memory: MemoryPorts, queue: MemoryJobQueue) -> RelayJobs:
    policies = JobPolicies(POLICY, POLICY, frozenset())
    return RelayJobs(memory.begin, memory.read, queue, memory.clock, policies)


async def test_relay_jobs_sends_due_jobs_and_no_others(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    due = [(await memory.add_job()).pk for _job in range(2)]
    await memory.add_job(run_at=memory.clock.now() + timedelta(seconds=1))
    await memory.add_job(status=JobStatus.DEAD)
    assert (await relay_jobs(), queue.sent) == (2, due)


async def test_relay_jobs_sends_at_most_the_limit_oldest_first(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    due = [(await memory.add_job()).pk for _job in range(3)]
    assert (await relay_jobs(limit=2), queue.sent) == (2, due[:2])


async def test_relay_jobs_sends_again_what_the_queue_has_lost(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    job = await memory.add_job()
    await relay_jobs()
    assert await relay_jobs() == 0
    memory.clock.at += POLICY.delivery_timeout
    assert (await relay_jobs(), queue.sent) == (1, [job.pk, job.pk])


async def test_relay_jobs_keeps_jobs_due_that_the_queue_did_not_take(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    queue.capacity = 1
    taken, refused = await memory.add_job(), await memory.add_job()
    with pytest.raises(ServiceUnavailableException):
        await relay_jobs()
    assert (await memory.job(taken.pk)).leased_until is not None
    assert (await memory.job(refused.pk)).leased_until is None


async def test_relay_jobs_leaves_jobs_alone_whose_lease_has_run_out_if_it_shall_take_none_over(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    lease_over = {"status": JobStatus.RUNNING, "leased_until": memory.clock.now()}
    running = await memory.add_job(attempts=1, **lease_over)
    assert (await relay_jobs(takes_over=False), queue.sent) == (0, [])
    pending = await memory.add_job(attempts=1, leased_until=memory.clock.now())
    assert (await relay_jobs(1, takes_over=False), queue.sent) == (1, [pending.pk])
    assert (await memory.job(running.pk)).values() == running.values()


async def test_relay_jobs_counts_a_failed_attempt_of_a_worker_that_died(
    memory: MemoryPorts, queue: MemoryJobQueue, relay_jobs: RelayJobs
) -> None:
    lease_over = {"status": JobStatus.RUNNING, "leased_until": memory.clock.now()}
    waiting = await memory.add_job(attempts=1, **lease_over)
    last = await memory.add_job(attempts=POLICY.max_attempts, **lease_over)
    assert (await relay_jobs(), queue.sent) == (0, [])
    stored = [await memory.job(job.pk) for job in (waiting, last)]
    assert [(job.status, job.last_error) for job in stored] == [
        (JobStatus.PENDING, WORKER_DIED),
        (JobStatus.DEAD, WORKER_DIED),
    ]
