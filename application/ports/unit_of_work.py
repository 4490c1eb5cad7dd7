from abc import abstractmethod
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar, cast

from application.ports import repositories
from domain.shared_kernel.events import DomainEvent

RepositoryT = TypeVar("RepositoryT")


class Repositories:
    """The repositories of a unit of work: those of the service, one line for each, and those of
    further domains by ``of``. A storage finds its own by these names."""

    users: repositories.UserRepository
    one_time_tokens: repositories.OneTimeTokenRepository
    factors: repositories.FactorRepository
    recovery_codes: repositories.RecoveryCodeRepository
    factor_attempts: repositories.FactorAttemptsRepository
    jobs: repositories.JobRepository
    audit_entries: repositories.AuditEntryRepository
    audit_seals: repositories.AuditSealRepository
    audit_verifications: repositories.AuditVerificationRepository

    def of(self, port: Callable[..., RepositoryT]) -> RepositoryT:
        """Returns the repository that implements a port: ``work.of(OrderRepository)``. Raises ``LookupError`` if the
        storage has none."""
        kind = cast("type[RepositoryT]", port)
        found = next((each for each in vars(self).values() if isinstance(each, kind)), None)
        if found is None:
            raise LookupError(f"the storage has no {kind.__name__}")
        return found


class UnitOfWork(Repositories):
    """A transaction. Leaving it without ``commit`` undoes every change."""

    @abstractmethod
    def record(self, event: DomainEvent) -> None:
        """Adds the event of an act that changes no entity. Events of changed entities need no call."""

    @abstractmethod
    async def commit(self) -> None:
        """Hands the events of this unit to every subscriber, those that subscribers record too; makes every change
        durable and visible at once; then publishes the events to the sinks. What a subscriber raises is raised, and
        nothing is committed. Allowed once: a second call, or use of a repository after it, raises ``RuntimeError``."""


class BeginWork(Protocol):
    """Opens a unit of work for a command. Writers of one storage may wait for each other here, so nothing slow may
    happen inside. Raises ``RuntimeError`` if opened inside another unit of the same task, which would wait for itself,
    and ``ServiceUnavailableException`` if the storage does not answer in time."""

    @abstractmethod
    def __call__(self) -> AbstractAsyncContextManager[UnitOfWork]: ...


class ReadWork(Protocol):
    """Opens a snapshot for a query: it waits for no writer, sees only committed data and can change nothing
    (``RuntimeError``). It nests no more than ``BeginWork`` does, and fails like it. Without ``snapshot`` several
    questions may be answered with what is committed at several moments, which is cheaper for a query of one."""

    @abstractmethod
    def __call__(self, *, snapshot: bool = True) -> AbstractAsyncContextManager[Repositories]: ...
