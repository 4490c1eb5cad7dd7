"""What differs between databases."""

from abc import abstractmethod
from typing import Protocol

import attrs
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine


@attrs.frozen
class Engines:
    """Where connections come from: those that write and those that only read."""

    writer: AsyncEngine
    reader: AsyncEngine


@attrs.define(eq=False)
class UniqueViolation(Exception):
    """A row would hold a value that another row has in the same unique column."""

    column: str


class Dialect(Protocol):
    """One database. Its file also gives ``functions`` their names there."""

    @property
    @abstractmethod
    def failed_statement_ends_transaction(self) -> bool:
        """Whether a transaction is lost with a statement that failed in it, unless a savepoint was set before."""

    @abstractmethod
    def engines(self, url: str, *, patience: float, readers: int) -> Engines:
        """Engines that have not connected yet; for a connection or a lock they wait ``patience`` seconds. A transaction
        of the writer has the right to write from its first moment, one of the reader is a snapshot."""

    @abstractmethod
    def meaning(self, error: DBAPIError) -> Exception | None:
        """What an error of the driver stands for: ``ServiceUnavailableException``, ``UniqueViolation`` or, for a fault
        of ours, nothing."""
