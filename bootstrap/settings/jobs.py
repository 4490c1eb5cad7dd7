"""Jobs and workers."""

from datetime import timedelta

import attrs

from bootstrap.settings.adapter_tables import BROKERS
from bootstrap.settings.clauses import number_clause, time_clause
from bootstrap.settings.declaration import setting
from bootstrap.settings.readers import duration, whole_number
from bootstrap.settings.server_urls import ServerUrl


@attrs.frozen(kw_only=True)
class JobSettings:
    """The broker, the number of jobs at once, and the attempts and times of each job."""

    broker: ServerUrl = setting(
        "broker_url",
        "memory://",
        read=BROKERS.read,
        must=BROKERS.must,
        example="redis://127.0.0.1:6379/1",
        about="The broker that carries jobs to workers; memory:// keeps the worker inside the web process",
        secret=True,
    )
    at_once: int = setting(
        "worker_jobs",
        10,
        read=whole_number(1, 1000),
        must=number_clause(1, 1000),
        example="10",
        about="Jobs done at once",
    )
    attempts: int = setting(
        "job_attempts",
        8,
        read=whole_number(1, 100),
        must=number_clause(1, 100),
        example="8",
        about="Attempts at a job before it counts as failed",
    )
    dead_kept: timedelta = setting(
        "dead_jobs_kept",
        "90d",
        read=duration(timedelta(days=1), timedelta(days=3650)),
        must=time_clause("1d", "3650d"),
        example="90d",
        about="How long jobs that failed for good are kept, to be looked at and tried again",
    )
    time_limit: timedelta = setting(
        "job_time_limit",
        "300s",
        read=duration(timedelta(seconds=1), timedelta(hours=24)),
        must=time_clause("1s", "24h"),
        example="300s",
        about="How long one attempt at a job may take",
    )
    lease: timedelta = setting(
        "job_lease",
        "30s",
        read=duration(timedelta(seconds=1), timedelta(hours=1)),
        must=time_clause("1s", "1h"),
        example="30s",
        about="Time without a heartbeat after which a job is taken from its worker",
    )
