"""Jobs and workers."""

from datetime import timedelta

import attrs

from bootstrap.settings.adapter_tables import BROKERS
from bootstrap.settings.declaration import setting
from bootstrap.settings.ranges import number_setting, time_setting
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
    at_once: int = number_setting("worker_jobs", 10, (1, 1000), about="Jobs done at once")
    attempts: int = number_setting("job_attempts", 8, (1, 100), about="Attempts at a job before it counts as failed")
    dead_kept: timedelta = time_setting(
        "dead_jobs_kept",
        "90d",
        ("1d", "3650d"),
        about="How long jobs that failed for good are kept, to be looked at and tried again",
    )
    time_limit: timedelta = time_setting(
        "job_time_limit", "300s", ("1s", "24h"), about="How long one attempt at a job may take"
    )
    lease: timedelta = time_setting(
        "job_lease", "30s", ("1s", "1h"), about="Time without a heartbeat after which a job is taken from its worker"
    )
