from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from application.jobs.services.job import Job
from application.ports.unit_of_work import UnitOfWork

J_contra = TypeVar("J_contra", bound=Job, contravariant=True)

Effect = Callable[[UnitOfWork], Awaitable[None]]
"""What a job does to the database, in the transaction that marks it done: so it happens exactly once."""


class JobHandler(Protocol[J_contra]):
    """Does jobs of one kind: a use case. It may be called more than once for one job, when a process died in between or
    it failed; what it does outside the database must bear that. Whatever it raises counts as a failed attempt."""

    @abstractmethod
    async def __call__(self, job: J_contra) -> Effect | None:
        """Does what is slow, outside of any transaction, and answers with what remains to be done to the database."""
