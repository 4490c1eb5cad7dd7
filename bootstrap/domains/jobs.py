"""The use cases of jobs, and their policies."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs

from application.jobs.count_jobs import CountJobs
from application.jobs.list_jobs import ListJobs
from application.jobs.purge_expired import PurgeExpired
from application.jobs.relay_jobs import RelayJobs
from application.jobs.retry_dead_jobs import RetryDeadJobs
from application.jobs.retry_job import RetryJob
from application.jobs.run_job import RunJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import JobHandler
from application.jobs.services.job_registry import JobRegistry
from application.jobs.services.lease import Leases
from application.jobs.services.retention import Retention
from application.listing import RecentTotals
from application.ports.job_queue import JobQueue
from bootstrap.ports import Ports
from bootstrap.settings.jobs import JobSettings
from domain.jobs.job_policy import JobPolicies, JobPolicy


@attrs.frozen(eq=False, kw_only=True, repr=False)
class Jobs:
    """The use cases of staff and operators, and the removal of what the domains keep for a time only."""

    list_jobs: ListJobs
    count_jobs: CountJobs
    retry_job: RetryJob
    retry_dead_jobs: RetryDeadJobs

    purge_expired: PurgeExpired


def jobs(ports: Ports, retentions: Sequence[Retention]) -> Jobs:
    """Assembles the use cases of jobs."""
    return Jobs(
        list_jobs=ListJobs(ports.read, RecentTotals(ports.clock)),
        count_jobs=CountJobs(ports.read, ports.clock),
        retry_job=RetryJob(ports.begin, ports.clock),
        retry_dead_jobs=RetryDeadJobs(ports.begin, ports.clock),
        purge_expired=PurgeExpired(retentions, ports.clock, ports.enqueue),
    )


def job_policy(settings: JobSettings) -> JobPolicy:
    """Returns the attempts, time limit and lease of a usual job."""
    return JobPolicy(max_attempts=settings.attempts, time_limit=settings.time_limit, lease=settings.lease)


def job_policies(usual: JobPolicy, retry_for: timedelta, handlers: Mapping[type[Job], JobHandler[Any]]) -> JobPolicies:
    """Returns the policy of each job; jobs that send mails are tried for ``retry_for``."""
    mail_jobs = frozenset(job.name for job in handlers if job.sends_mail)
    return JobPolicies(usual=usual, mails=usual.lasting(retry_for), mail_jobs=mail_jobs)


def run_job(
    ports: Ports, handlers: Mapping[type[Job], JobHandler[Any]], usual: JobPolicy, policies: JobPolicies
) -> RunJob:
    """Assembles the use case that makes an attempt at a job."""
    leases = Leases(ports.begin, ports.clock, usual)
    return RunJob(ports.begin, ports.clock, JobRegistry(handlers), leases, ports.meter, ports.tracer, policies)


def relay_jobs(ports: Ports, queue: JobQueue, policies: JobPolicies) -> RelayJobs:
    """Assembles the use case that hands jobs to the queue."""
    return RelayJobs(ports.begin, ports.read, queue, ports.clock, policies)
