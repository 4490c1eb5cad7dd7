import pytest

from application.jobs.list_jobs import JobSearch, ListJobs
from application.listing import Paging, RecentTotals
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.pagination import Total
from tests.support.memory_ports import MemoryPorts

NEWEST_FIRST = StoredJob.pk.desc()


@pytest.fixture
def list_jobs(memory: MemoryPorts) -> ListJobs:
    return ListJobs(memory.read, RecentTotals(memory.clock))


async def test_list_jobs_lists_every_status_without_criteria(memory: MemoryPorts, list_jobs: ListJobs) -> None:
    pks = [(await memory.add_job(status=status)).pk for status in JobStatus]
    page = (await list_jobs(JobSearch(), Paging(sort=NEWEST_FIRST))).page
    assert [job.pk for job in page.items] == pks[::-1]
    assert page.total == len(pks)


async def test_list_jobs_returns_jobs_that_meet_both_criteria(memory: MemoryPorts, list_jobs: ListJobs) -> None:
    wanted = await memory.add_job(name="purge", status=JobStatus.DEAD)
    await memory.add_job(name="purge")
    await memory.add_job(status=JobStatus.DEAD)
    page = (await list_jobs(JobSearch(status=JobStatus.DEAD, name="purge"), Paging(sort=NEWEST_FIRST))).page
    assert ([job.pk for job in page.items], page.total) == ([wanted.pk], 1)


async def test_list_jobs_continues_after_the_last_job_of_a_page(memory: MemoryPorts, list_jobs: ListJobs) -> None:
    pks = [(await memory.add_job()).pk for _job in range(3)]
    first = (await list_jobs(JobSearch(), Paging(sort=NEWEST_FIRST, limit=2))).page
    second = (await list_jobs(JobSearch(), Paging(sort=NEWEST_FIRST, limit=2, after=first.next))).page
    assert [job.pk for job in [*first.items, *second.items]] == pks[::-1]
    assert second.next is None


async def test_list_jobs_remembers_a_recent_total_for_a_second(memory: MemoryPorts, list_jobs: ListJobs) -> None:
    recent, counted_at = Paging(sort=NEWEST_FIRST, total=Total.RECENT), memory.clock.now()
    await memory.add_job()
    await list_jobs(JobSearch(), recent)
    await memory.add_job()
    remembered = await list_jobs(JobSearch(), recent)
    assert (len(remembered.page.items), remembered.page.total, remembered.total_as_of) == (2, 1, counted_at)
    memory.clock.pass_time(seconds=1)
    assert (await list_jobs(JobSearch(), recent)).page.total == 2
