"""A service whose jobs can be counted, in a process that tests may kill. It writes each job that it begins, and when.
``--dies-after N`` has it die by itself, having handed over ``N`` jobs; ``--first-delay SECONDS`` is how long a job
waits for its second attempt, half a second unless given."""

import asyncio
import os
import signal
from argparse import ArgumentParser
from datetime import timedelta
from time import time
from uuid import UUID

import attrs
import uvloop
from dependency_injector import providers

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.job_queue import JobQueue
from application.ports.unit_of_work import UnitOfWork
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.lifecycle import running

A_MOMENT = 0.02
SOON_SECONDS = 0.5


@attrs.frozen
class Tally(Job):
    """Adds its number to what is noted about somebody."""

    name = "tally"

    user_id: UUID
    number: int


@attrs.frozen
class Collapse(Job):
    """Takes the process of its worker along, each time."""

    name = "collapse"


@attrs.frozen
class Hopeless(Job):
    """Fails, each time."""

    name = "hopeless"


class Tallier(JobHandler[Tally]):
    async def __call__(self, job: Tally) -> Effect | None:
        print("tally", job.number, time(), flush=True)
        await asyncio.sleep(A_MOMENT)

        async def note(work: UnitOfWork) -> None:
            user = await work.users.get_by_id(job.user_id)
            await work.users.update(user, status_reason=f"{user.status_reason or ''} {job.number}")

        return note


class Collapser(JobHandler[Collapse]):
    async def __call__(self, job: Collapse) -> None:
        print("collapse", flush=True)
        die()


class Failer(JobHandler[Hopeless]):
    async def __call__(self, job: Hopeless) -> None:
        print("hopeless", flush=True)
        raise RuntimeError("on purpose")


@attrs.define
class FragileQueue(JobQueue):
    """Takes ``left`` jobs and then its process along."""

    queue: JobQueue
    left: int

    async def send(self, job_id: UUID) -> None:
        if not self.left:
            die()
        self.left -= 1
        await self.queue.send(job_id)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def assembled(first_delay: timedelta) -> Container:
    """The whole service, with jobs of its own."""
    container = Container(settings=load_settings())
    known = container.job_handlers()
    container.job_handlers.override(
        providers.Object({**known, Tally: Tallier(), Collapse: Collapser(), Hopeless: Failer()})
    )
    container.job_policy.override(providers.Object(attrs.evolve(container.job_policy(), first_delay=first_delay)))
    return container


def make_fragile(container: Container, left: int) -> None:
    relay = container.relay_jobs()
    queue = FragileQueue(relay.queue, left)
    container.relay_jobs.override(providers.Object(attrs.evolve(relay, queue=queue)))


async def work(first_delay: timedelta, dies_after: int | None) -> None:
    container = assembled(first_delay)
    if dies_after is not None:
        make_fragile(container, dies_after)
    async with running(container), container.jobs_in_worker().running():
        print("open", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("--first-delay", type=float, default=SOON_SECONDS)
    parser.add_argument("--dies-after", type=int)
    given = parser.parse_args()
    uvloop.run(work(timedelta(seconds=given.first_delay), given.dies_after))
