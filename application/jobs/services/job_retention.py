from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from application.jobs.services.retention import RETENTION, RowRetention
from application.ports.clock import Clock
from application.ports.job_repository import JobRepository
from application.ports.unit_of_work import BeginWork, UnitOfWork
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.filters import FilterOf

DEAD_JOB_RETENTION = timedelta(days=90)
"""The default time for which dead jobs are kept."""


def job_retentions(
    begin: BeginWork, clock: Clock, *, dead_kept: timedelta = DEAD_JOB_RETENTION
) -> Iterator[RowRetention[StoredJob]]:
    """Yields the removal of jobs that are done, and of jobs that have been dead for ``dead_kept``."""
    for status, kept in ((JobStatus.DONE, RETENTION), (JobStatus.DEAD, dead_kept)):
        yield RowRetention(
            begin=begin,
            clock=clock,
            repository=_jobs,
            is_over=partial(_is_over, status),
            sort=StoredJob.created_at.asc(),
            kept=kept,
        )


def _jobs(work: UnitOfWork) -> JobRepository:
    return work.jobs


def _is_over(status: JobStatus, before: datetime) -> FilterOf[StoredJob]:
    return (StoredJob.status == status) & (StoredJob.created_at < before)
