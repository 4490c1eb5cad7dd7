from abc import abstractmethod
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from application.ports import repositories


class Repositories:
    """What a unit of work reaches: one line for each repository. A storage finds its own by these names."""

    users: repositories.UserRepository
    one_time_tokens: repositories.OneTimeTokenRepository
    jobs: repositories.JobRepository


class UnitOfWork(Repositories):
    """A transaction. What was not committed when it is left never happened."""

    @abstractmethod
    async def commit(self) -> None:
        """Makes every change of this unit durable and visible at once, then hands on the events that the changed
        entities recorded. Once a unit: a second call, or a repository used after it, raises ``RuntimeError``."""


class BeginWork(Protocol):
    """Opens a unit of work for a command. Writers of one storage may wait for each other here, so nothing slow
    happens inside. Opened inside another unit of the same task it raises ``RuntimeError``, as it would wait for itself.
    Raises ``ServiceUnavailableException`` when the storage does not answer in time."""

    @abstractmethod
    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]: ...


class ReadWork(Protocol):
    """Opens a snapshot for a query: it waits for no writer, sees only what was committed and can change nothing
    (changing raises ``RuntimeError``). It nests no more than ``BeginWork`` does, and fails like it."""

    @abstractmethod
    def __call__(self) -> AbstractAsyncContextManager[Repositories]: ...
