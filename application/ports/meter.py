from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

import attrs

from domain.jobs.stored_job import JobStatus


@attrs.frozen
class JobFigures:
    """The number of jobs of each status, and for how long the oldest due job has been due."""

    by_status: Mapping[JobStatus, int]
    oldest_due: timedelta


@attrs.frozen(kw_only=True)
class AuditFigures:
    """For how long the oldest entry of the audit that is not sealed has been waiting; when the last verification of all
    of it ended, ``None`` before the first, and how much it found."""

    oldest_waiting: timedelta
    verified_at: datetime | None
    findings: int


class Meter(Protocol):
    """Collects the metrics of the service. It never raises and never waits."""

    @abstractmethod
    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts an answered request. ``route`` is a pattern, so that there are few; ``seconds`` is the time taken."""

    @abstractmethod
    def refreshed(self, outcome: str) -> None:
        """Counts a genuine refresh token that was presented, by its outcome: ``rotated``, ``repeated`` or an error
        code."""

    @abstractmethod
    def attempted(self, job: str, outcome: str, seconds: float) -> None:
        """Counts an attempt at a job that ended as ``done`` or ``failed``, and the seconds it took."""

    @abstractmethod
    def limited(self, policy: str) -> None:
        """Counts a request that was refused because a quota of this policy was used up."""

    @abstractmethod
    def collect_gauges(self) -> None:
        """Measures the gauges of this process; to be called about once a second."""

    @abstractmethod
    def render(self, jobs: JobFigures, audit: AuditFigures) -> bytes:
        """Returns the metrics of all processes, ``jobs`` and ``audit`` in the text format of Prometheus."""
