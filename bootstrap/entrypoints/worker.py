"""The parts of a worker: the handler of every job, the loop that hands jobs over, and those of domains."""

from collections.abc import Mapping, Sequence
from typing import Any

from application.jobs.relay_jobs import RelayJobs
from application.jobs.schedule import Schedule
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.wakeup import Wakeup
from bootstrap.domains.domain import Domain, Parts
from bootstrap.ports import Ports
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.relay_loop import RelayLoop


def job_handlers(parts: Sequence[Parts]) -> Mapping[type[Job], JobHandler[Any]]:
    """Returns the handler of every job of every domain."""
    return {job: handler for part in parts for job, handler in part.jobs.items()}


def loops_of(parts: Sequence[Parts]) -> Sequence[BackgroundLoop]:
    """Returns the loops of every domain."""
    return [loop for part in parts for loop in part.loops]


def relay_loop(ports: Ports, relay_jobs: RelayJobs, domains: Sequence[Domain], wakeup: Wakeup) -> RelayLoop:
    """Assembles the loop with the periodic jobs of every domain."""
    periodic = [entry for domain in domains for entry in domain.periodic]
    return RelayLoop(relay_jobs, Schedule(ports.begin, ports.enqueue, ports.clock, periodic), wakeup)
