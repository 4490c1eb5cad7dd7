"""What differs between databases."""

from abc import abstractmethod
from typing import Protocol

import attrs
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

CONNECT_TIMEOUT_SECONDS = "connect_within"
"""The execution option of an engine that says how many seconds it may take, in all, to wait for one of its connections
and to connect it. Without it there is no limit beyond those of the pool and of the driver."""


@attrs.frozen
class Engines:
    """Where connections come from: those that write and those that only read, each of them again for a lone statement,
    which is a transaction by itself, and those that migrate, which see what others did while they waited."""

    writer: AsyncEngine
    reader: AsyncEngine
    autocommit_writer: AsyncEngine
    autocommit_reader: AsyncEngine
    migrator: AsyncEngine


@attrs.define(eq=False)
class UniqueViolation(Exception):
    """A row would hold a value that another row has in the same unique column."""

    column: str


class Dialect(Protocol):
    """One database. Its file also gives ``functions`` their names there."""

    @property
    @abstractmethod
    def timeout(self) -> float:
        """How many seconds to wait for a connection, a lock or an answer, unless somebody says otherwise."""

    @property
    @abstractmethod
    def driver_errors(self) -> tuple[type[Exception], ...]:
        """What failing statements and connections raise."""

    @property
    @abstractmethod
    def failed_statement_ends_transaction(self) -> bool:
        """Whether a transaction is lost with a statement that failed in it, unless a savepoint was set before."""

    @abstractmethod
    def engines(self, url: str, *, timeout: float) -> Engines:
        """Engines that have not connected yet; for a connection or a lock they wait ``timeout`` seconds. Transactions
        of the writer are serializable, one of the reader is a snapshot."""

    @abstractmethod
    async def acquire_write_lock(self, connection: AsyncConnection, *, alone: bool) -> None:
        """The first word of a transaction that writes; ``alone`` waits until no other does and keeps them out."""

    @abstractmethod
    async def acquire_migration_lock(self, connection: AsyncConnection) -> None:
        """Waits until no other process migrates, and keeps the others out until the transaction ends."""

    @abstractmethod
    async def keeps_settings(self, engines: Engines) -> bool:
        """Whether what is set on a connection stays with it, which it does not behind a pooler of transactions."""

    @abstractmethod
    def to_domain_error(self, error: Exception) -> Exception | None:
        """What an error of the driver stands for: ``ServiceUnavailableException``, ``LostRace``, ``UniqueViolation``
        or, for a fault of ours, nothing."""
