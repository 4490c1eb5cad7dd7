from abc import abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

import attrs

from domain.jobs.stored_job import JobStatus


@attrs.frozen
class JobFigures:
    """How many jobs there are of each status, and for how long the one that is due for longest has been."""

    by_status: Mapping[JobStatus, int]
    oldest_due: timedelta


class Meter(Protocol):
    """Counts what operators want to know. It never raises and never waits."""

    @abstractmethod
    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered; ``route`` is a pattern, of which there are few."""

    @abstractmethod
    def refreshed(self, outcome: str) -> None:
        """A genuine refresh token was presented, and what became of it."""

    @abstractmethod
    def attempted(self, job: str, outcome: str, seconds: float) -> None:
        """An attempt at a job ended: ``done`` or ``failed``."""

    @abstractmethod
    def limited(self, policy: str) -> None:
        """Somebody was refused because a budget of this policy was used up."""

    @abstractmethod
    def collect_gauges(self) -> None:
        """Looks at what goes up and down in this process; to be called once a second or so."""

    @abstractmethod
    def render(self, jobs: JobFigures) -> bytes:
        """Everything that was counted by any process, in the text format of Prometheus, and these figures."""
