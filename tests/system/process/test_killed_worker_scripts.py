"""Jobs over PostgreSQL, Redis and several workers, some of which are killed."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from signal import SIGKILL
from statistics import median
from time import monotonic, time
from uuid import UUID

import attrs
import pytest

from application.jobs.services.job import Job
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.app_harness import SECRET, AppHarness, app_harness, settings_for
from tests.support.busyness import allowed, allowed_lease
from tests.support.eventually import eventually
from tests.support.servers import postgresql, valkey
from tests.support.servers.killable import paused
from tests.system.process.cortex import ENOUGH, WORKER_SCRIPT, Running, started
from tests.system.process.worker_script import Collapse, Tally

STORE = "postgresql"
ADA = "ada@example.org"
LEASE_SECONDS = 1
LONG = timedelta(seconds=2 * ENOUGH)
STARTS = 50
START_WITHIN = 0.5
"""Five times what is promised of an idle machine."""


@attrs.frozen
class WorkerCluster:
    """An account that jobs are about, and the worker processes that run them."""

    harness: AppHarness
    folder: Path
    user_id: UUID
    urls: dict[str, str]

    @contextmanager
    def worker_process(self, *arguments: str, name: str = "worker", **settings: str) -> Iterator[Running]:
        with started(self.folder, WORKER_SCRIPT, *arguments, name=name, **self.urls, **settings) as it:
            yield it
            it.process.kill()

    async def sort(self, *kinds: Callable[[UUID], Job]) -> list[UUID]:
        async with self.harness.container.ports().begin() as work:
            for kind in kinds:
                await self.harness.container.ports().enqueue(work, kind(self.user_id))
            await work.commit()
        return [job.pk for job in await self.jobs()]

    async def jobs(self) -> list[StoredJob]:
        async with self.harness.container.ports().read() as work:
            return list(await work.jobs.select_all(StoredJob.name.one_of([Tally.name, Collapse.name])))

    async def end_leases(self) -> None:
        """Changes jobs as if much time had passed since their worker died."""
        async with self.harness.container.ports().begin() as work:
            for job in await work.jobs.select_all(~StoredJob.leased_until.is_none()):
                await work.jobs.update(job, leased_until=job.created_at)
            await work.commit()

    async def tallied(self) -> list[int]:
        async with self.harness.container.ports().read() as work:
            noted = (await work.users.get_by_id(self.user_id)).status_reason or ""
        return sorted(map(int, noted.split()))

    async def tallies_are_done(self) -> bool:
        return all(job.status is JobStatus.DONE for job in await self.jobs() if job.name == Tally.name)


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[WorkerCluster]:
    broker_url = await valkey.emptied_broker_url()
    async with app_harness(STORE, tmp_path, broker_url=broker_url, job_lease=LONG) as harness:
        user = await harness.register(ADA)
        await harness.do_jobs()
        database_url = await postgresql.emptied_url(tmp_path)
        urls = {"DATABASE_URL": database_url, "BROKER_URL": broker_url, "SECRET_KEY": SECRET}
        yield WorkerCluster(harness, tmp_path, user.pk, urls)


def tallies(count: int) -> list[Callable[[UUID], Job]]:
    return [partial(Tally, number=number) for number in range(count)]


@pytest.mark.parametrize("begun", [1, 7])
async def test_a_worker_that_is_killed_in_the_middle_of_fifty_jobs_leaves_each_with_one_effect(
    cluster: WorkerCluster, begun: int
) -> None:
    with cluster.worker_process() as survivor, cluster.worker_process(name="victim") as victim:
        for one in (survivor, victim):
            one.said("open")
        with paused(survivor.process.pid):
            await cluster.sort(*tallies(50))
            victim.said(rf"(tally[^\n]*\n){{{begun}}}")
            victim.process.kill()
            victim.process.wait(ENOUGH)
            await cluster.end_leases()
        await eventually(cluster.tallies_are_done, within=ENOUGH)
    assert await cluster.tallied() == list(range(50))
    assert survivor.printed().count("tally") >= 50 - victim.printed().count("tally")
    assert max(job.attempts for job in await cluster.jobs()) <= 2


async def test_a_relay_that_is_killed_while_it_hands_jobs_over_loses_none_and_repeats_none(
    cluster: WorkerCluster,
) -> None:
    await cluster.sort(*tallies(10))
    short = {"JOB_LEASE": allowed_lease(LEASE_SECONDS)}
    with cluster.worker_process("--dies-after", "4", **short) as killed:
        killed.process.wait(ENOUGH)
    with cluster.worker_process(**short):
        await eventually(cluster.tallies_are_done, within=ENOUGH)
    assert killed.process.returncode == -SIGKILL
    assert await cluster.tallied() == list(range(10))


async def test_a_message_that_is_delivered_ten_times_to_several_workers_has_one_effect(cluster: WorkerCluster) -> None:
    queue = cluster.harness.container.broker().queue
    (job_id,) = await cluster.sort(*tallies(1))
    for _time in range(10):
        await queue.send(job_id)
    with cluster.worker_process(name="one") as one, cluster.worker_process(name="other") as other:
        await eventually(cluster.tallies_are_done, within=ENOUGH)
    assert await cluster.tallied() == [0]
    assert (one.printed() + other.printed()).count("tally") == 1


async def test_jobs_that_a_killed_worker_had_not_begun_do_not_wait_for_a_lease(cluster: WorkerCluster) -> None:
    await cluster.sort(lambda _user: Collapse(), *tallies(5))
    await cluster.harness.container.relay_jobs()()
    with cluster.worker_process(name="victim", WORKER_JOBS="1") as victim:
        victim.process.wait(ENOUGH)
    began = monotonic()
    with cluster.worker_process():
        await eventually(cluster.tallies_are_done, within=ENOUGH)
    print(f"done {monotonic() - began:.2f} s after the kill")
    assert await cluster.tallied() == list(range(5))
    (collapsed,) = [job for job in await cluster.jobs() if job.name == Collapse.name]
    assert (collapsed.status, collapsed.attempts) == (JobStatus.RUNNING, 1)


async def test_a_job_is_begun_as_soon_as_it_is_there(cluster: WorkerCluster) -> None:
    servers = {"postgresql": cluster.urls["DATABASE_URL"]}
    settings = settings_for(STORE, cluster.folder, servers, broker_url=cluster.urls["BROKER_URL"])
    container, waits = Container(settings=settings), []
    with cluster.worker_process() as worker:
        worker.said("open")
        async with running(container), container.jobs_in_web().running():
            for number in range(STARTS):
                async with container.ports().begin() as work:
                    await container.ports().enqueue(work, Tally(cluster.user_id, number))
                    await work.commit()
                committed = time()
                await eventually(partial(is_begun, worker, number))
                begun = re.search(rf"tally {number} (\S+)\n", worker.printed())
                assert begun is not None
                waits.append(float(begun[1]) - committed)
    print(f"begun {median(waits) * 1000:.0f} ms after the commit, the slowest after {max(waits) * 1000:.0f} ms")
    assert median(waits) < allowed(START_WITHIN)


async def is_begun(worker: Running, number: int) -> bool:
    return re.search(rf"tally {number} \S+\n", worker.printed()) is not None
