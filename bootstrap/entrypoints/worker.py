"""The parts of a worker: the handler of every job, and the loop that hands jobs over."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from application.accounts.services.deliver_mail_job import DeliverMailJob
from application.accounts.services.remove_dead_sessions_job import RemoveDeadSessionsJob
from application.jobs.ping import Ping, PingJob
from application.jobs.relay_jobs import RelayJobs
from application.jobs.schedule import Periodic, Schedule
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.wakeup import Wakeup
from application.sessions.purge_expired import PurgeExpired, PurgeExpiredJob
from bootstrap.domains.domain import Core, Domain
from bootstrap.ports import Ports
from bootstrap.settings.jobs import JobSettings
from entrypoints.worker.relay_loop import RelayLoop

PERIODIC = (Periodic(PurgeExpiredJob(), every=timedelta(hours=1)),)


def job_handlers(core: Core, domains: Sequence[Domain], settings: JobSettings) -> Mapping[type[Job], JobHandler[Any]]:
    """Returns the handler of every job, including those of the domains."""
    ports = core.ports
    handlers: dict[type[Job], JobHandler[Any]] = {
        PingJob: Ping(),
        DeliverMailJob: core.accounts.deliver_mail,
        RemoveDeadSessionsJob: core.sessions.remove_dead_sessions,
        PurgeExpiredJob: PurgeExpired(ports.begin, ports.token_store, ports.clock, ports.enqueue, settings.dead_kept),
    }
    for domain in domains:
        handlers.update(domain.jobs)
    return handlers


def relay_loop(ports: Ports, relay_jobs: RelayJobs, domains: Sequence[Domain], wakeup: Wakeup) -> RelayLoop:
    """Assembles the loop with the periodic jobs of the service and of the domains."""
    periodic = [*PERIODIC, *(entry for domain in domains for entry in domain.periodic)]
    return RelayLoop(relay_jobs, Schedule(ports.begin, ports.enqueue, ports.clock, periodic), wakeup)
