"""The interface of the parts that differ between databases."""

from abc import abstractmethod
from collections.abc import Awaitable, Mapping
from enum import Enum
from typing import Any, Protocol, TypeVar

import attrs
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.batching.lookup import Lookup
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
CONNECT_TIMEOUT_SECONDS = "connect_within"
"""The execution option of an engine that holds the seconds allowed in all to wait for a connection of the pool and to
connect it. Without it only the limits of pool and driver apply."""


class PoolMode(Enum):
    """The use that a pooler makes of sessions of the server."""

    NONE = "none"
    """There is no pooler: a connection has a session of its own."""
    SESSION = "session"
    """None was seen to change between two transactions of a connection."""
    TRANSACTION = "transaction"
    """One is lent for a transaction."""


@attrs.frozen
class Engines:
    """The engines of a database: for transactions that write and that only read, the same two in autocommit mode for
    single statements, and one for migrations, which sees what was committed while it waited for its lock."""

    writer: AsyncEngine
    reader: AsyncEngine
    autocommit_writer: AsyncEngine
    autocommit_reader: AsyncEngine
    migrator: AsyncEngine


@attrs.define(eq=False)
class UniqueViolation(Exception):
    """A row would repeat a value in the unique ``column``."""

    column: str


@attrs.define(eq=False)
class ReferenceViolation(Exception):
    """A row would refer to nothing. ``constraint`` is the name of the foreign key, if the database says it."""

    constraint: str | None


class PointReader(Protocol[T_co]):
    """Reads rows by their primary key, each as committed at a moment after the call."""

    @abstractmethod
    def __call__(self, key: object) -> Lookup[T_co | None]:
        """Begins to read a row. Awaiting the look-up raises ``ServiceUnavailableException`` if the database cannot
        answer."""

    @abstractmethod
    async def close(self) -> None:
        """Ends the reads under way, and closes what the reader holds."""


class RowUpdater(Protocol):
    """Replaces rows, each if it has the version that is expected."""

    @abstractmethod
    def __call__(self, values: Mapping[str, Any], version: int) -> Awaitable[int]:
        """Begins to replace a row by the values of an entity. Awaiting returns the number of rows that were changed,
        durably, and raises ``ServiceUnavailableException`` if the database cannot answer."""

    @abstractmethod
    async def close(self) -> None:
        """Ends the updates under way."""


class Dialect(Protocol):
    """One database. Its module also compiles the elements of ``functions``."""

    @property
    @abstractmethod
    def timeout(self) -> float:
        """Seconds to wait for a connection, a lock or an answer, unless the database is given another number."""

    @property
    @abstractmethod
    def driver_errors(self) -> tuple[type[Exception], ...]:
        """Exception types that failing statements and connections raise."""

    @property
    @abstractmethod
    def failed_statement_ends_transaction(self) -> bool:
        """True if a failed statement makes the rest of its transaction fail, unless a savepoint was set before."""

    @abstractmethod
    def engines(self, url: str, *, timeout: float) -> Engines:
        """Returns engines that have not connected yet and wait ``timeout`` seconds for a connection or a lock.
        Transactions of ``writer`` are serializable, those of ``reader`` are snapshots."""

    @abstractmethod
    def point_reader(self, url: str, engines: Engines, wanted: PointSelect[T], *, timeout: float) -> PointReader[T]:
        """Returns a reader of single rows; it connects at its first use."""

    @abstractmethod
    def row_updater(self, engines: Engines, wanted: RowUpdate, *, timeout: float) -> RowUpdater | None:
        """Returns an updater that joins what is asked for at the same moment; ``None`` where that gains nothing."""

    @abstractmethod
    async def acquire_write_lock(self, connection: AsyncConnection, *, alone: bool) -> None:
        """Begins a transaction that writes. With ``alone`` it waits for the other writers and keeps them out until it
        ends."""

    @abstractmethod
    async def acquire_migration_lock(self, connection: AsyncConnection) -> None:
        """Waits until no other process migrates, and keeps the others out until the transaction ends."""

    @abstractmethod
    async def pool_mode(self, engines: Engines) -> PoolMode:
        """Returns what a pooler between the service and the database does, as far as a trial shows it."""

    @abstractmethod
    def to_domain_error(self, error: Exception) -> Exception | None:
        """Returns ``ServiceUnavailableException``, ``LostRace``, ``UniqueViolation`` or ``ReferenceViolation`` for an
        error of the driver; ``None`` for a programming error."""
