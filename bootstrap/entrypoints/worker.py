"""The parts of a worker: the handler of every job, the loop that hands jobs over, and those of domains."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from application.jobs.relay_jobs import RelayJobs
from application.jobs.schedule import Schedule
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.wakeup import Wakeup
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from domain.jobs.job_policy import JobPolicy
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.relay_loop import RelayLoop


@attrs.define(eq=False)
class JobNameTaken(Exception):
    """Two jobs have one name, or one job has two handlers. ``first`` and ``second`` are the paths of their classes."""

    name: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"There are two jobs called {self.name!r}: {self.first} and {self.second}"


def job_handlers(parts: Sequence[Parts]) -> Mapping[type[Job], JobHandler[Any]]:
    """Returns the handler of every job of every domain. Raises ``JobNameTaken``, as a stored job is known by its name
    alone."""
    by_name: dict[str, type[Job]] = {}
    handlers: dict[type[Job], JobHandler[Any]] = {}
    for job, handler in (each for part in parts for each in part.jobs.items()):
        other = by_name.setdefault(job.name, job)
        if other is not job or job in handlers:
            raise JobNameTaken(job.name, _path(other), _path(job))
        handlers[job] = handler
    return handlers


def _path(job: type[Job]) -> str:
    return f"{job.__module__}.{job.__qualname__}"


def loops_of(parts: Sequence[Parts]) -> Sequence[BackgroundLoop]:
    """Returns the loops of every domain."""
    return [loop for part in parts for loop in part.loops]


def relay_loop(
    ports: Ports, relay_jobs: RelayJobs, domains: Sequence[Domain], wakeup: Wakeup, usual: JobPolicy
) -> RelayLoop:
    """Assembles the loop with the periodic jobs of every domain."""
    periodic = [entry for domain in domains for entry in domain.periodic]
    return RelayLoop(relay_jobs, Schedule(ports.begin, ports.enqueue, ports.clock, periodic), wakeup, usual.lease)
