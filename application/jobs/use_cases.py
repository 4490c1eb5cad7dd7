"""Everything of jobs that is used from outside, under one path: use cases, their commands, and values.

The service itself imports each from its own file."""

from application.jobs.count_jobs import CountJobs
from application.jobs.list_jobs import JobSearch, ListJobs
from application.jobs.ping import Ping, PingJob
from application.jobs.purge_expired import PurgeExpired, PurgeExpiredJob
from application.jobs.relay_jobs import RelayJobs
from application.jobs.retry_dead_jobs import RetryDeadJobs
from application.jobs.retry_job import RetryJob
from application.jobs.run_job import RunJob
from application.jobs.schedule import Periodic, Schedule
from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import JobStatus, StoredJob

__all__ = [
    "CountJobs",
    "Effect",
    "Enqueue",
    "Job",
    "JobHandler",
    "JobPolicies",
    "JobPolicy",
    "JobSearch",
    "JobStatus",
    "ListJobs",
    "Periodic",
    "Ping",
    "PingJob",
    "PurgeExpired",
    "PurgeExpiredJob",
    "RelayJobs",
    "RetryDeadJobs",
    "RetryJob",
    "RunJob",
    "Schedule",
    "StoredJob",
]
