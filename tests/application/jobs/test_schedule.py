from datetime import timedelta

import pytest

from application.jobs.ping import PingJob
from application.jobs.purge_expired import PurgeExpiredJob
from application.jobs.schedule import Periodic, Schedule
from application.jobs.services.retention import RETENTION
from tests.support.memory_ports import MemoryPorts

PERIODIC = [Periodic(PingJob(), timedelta(minutes=1)), Periodic(PurgeExpiredJob(), timedelta(hours=1))]


@pytest.fixture
def schedule(memory: MemoryPorts) -> Schedule:
    return Schedule(memory.begin, memory.enqueue, memory.clock, PERIODIC)


async def names(memory: MemoryPorts) -> list[str]:
    return sorted(job.name for job in await memory.jobs())


async def test_schedule_enqueues_each_job_once_a_period(memory: MemoryPorts, schedule: Schedule) -> None:
    await schedule()
    memory.clock.pass_time(seconds=59)
    await schedule()
    assert await names(memory) == ["ping", "purge"]


async def test_schedule_enqueues_a_job_again_in_its_next_period(memory: MemoryPorts, schedule: Schedule) -> None:
    await schedule()
    memory.clock.pass_time(minutes=1)
    await schedule()
    assert await names(memory) == ["ping", "ping", "purge"]


async def test_schedule_enqueues_nothing_that_another_process_has_enqueued(
    memory: MemoryPorts, schedule: Schedule
) -> None:
    await Schedule(memory.begin, memory.enqueue, memory.clock, PERIODIC)()
    await schedule()
    assert await names(memory) == ["ping", "purge"]


async def test_schedule_makes_up_for_no_period_that_has_passed(memory: MemoryPorts, schedule: Schedule) -> None:
    await schedule()
    memory.clock.pass_time(minutes=30)
    await schedule()
    assert await names(memory) == ["ping", "ping", "purge"]


def test_a_period_that_outlives_the_memory_of_its_run_is_refused() -> None:
    assert Periodic(PingJob(), timedelta(days=7)).every == RETENTION
    with pytest.raises(ValueError, match="every"):
        Periodic(PingJob(), timedelta(days=7, seconds=1))
