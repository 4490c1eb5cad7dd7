from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from application.ports import repositories


class Repositories:
    """The repositories of a unit of work, one line for each. A storage finds its own by these names."""

    users: repositories.UserRepository
    one_time_tokens: repositories.OneTimeTokenRepository
    jobs: repositories.JobRepository


class UnitOfWork(Repositories):
    """A transaction. Leaving it without ``commit`` undoes every change."""

    @abstractmethod
    async def commit(self) -> None:
        """Makes every change of this unit durable and visible at once, then publishes the events of the changed
        entities. Allowed once: a second call, or use of a repository after it, raises ``RuntimeError``."""


class BeginWork(Protocol):
    """Opens a unit of work for a command. Writers of one storage may wait for each other here, so nothing slow may
    happen inside. Raises ``RuntimeError`` if opened inside another unit of the same task, which would wait for itself,
    and ``ServiceUnavailableException`` if the storage does not answer in time."""

    @abstractmethod
    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]: ...


class ReadWork(Protocol):
    """Opens a snapshot for a query: it waits for no writer, sees only committed data and can change nothing
    (``RuntimeError``). It nests no more than ``BeginWork`` does, and fails like it."""

    @abstractmethod
    def __call__(self) -> AbstractAsyncContextManager[Repositories]: ...
