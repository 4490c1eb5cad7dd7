from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from application.jobs.services.job import Job
from application.ports.unit_of_work import UnitOfWork

J_contra = TypeVar("J_contra", bound=Job, contravariant=True)

Effect = Callable[[UnitOfWork], Awaitable[None]]
"""The changes of a job to the database, made in the transaction that marks it done: exactly once."""


class JobHandler(Protocol[J_contra]):
    """Runs jobs of one class; a use case. It may be called more than once for one job, after a failure or the death of
    a process, so what it does outside the database must be repeatable. Any exception counts as a failed attempt."""

    @abstractmethod
    async def __call__(self, job: J_contra) -> Effect | None:
        """Does the slow work outside of any transaction and returns the remaining changes to the database, if any."""
