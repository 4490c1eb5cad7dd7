"""An audit some of whose rows hold what the service never writes, so that no entity can be made of them."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

import attrs

from adapters.persistence.memory.repositories import MemoryRepositories
from adapters.persistence.memory.repositories.audit_entries import MemoryAuditEntryRepository
from adapters.persistence.memory.repositories.audit_seals import MemoryAuditSealRepository
from adapters.persistence.memory.rows import MemoryRows
from adapters.persistence.memory.stage import Stage
from adapters.persistence.memory.unit_of_work import MemoryReadWork
from adapters.persistence.stored_repository import StoredRepository
from application.ports.repository import UnreadableRow
from application.ports.unit_of_work import ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.sorting import Sort
from tests.support.audit_book import AuditBook

T = TypeVar("T", bound=Entity)


class PartlyUnreadableRows(MemoryRows[T]):
    """Rows that cannot be read once a broken one is among them."""

    def __init__(self, stage: Stage, entity_type: type[Entity], broken: Collection[object]) -> None:
        super().__init__(stage, entity_type)
        self._broken = broken

    async def select(self, where: Filter, sort: Sort, *, limit: int | None = None, offset: int = 0) -> list[T]:
        found = await super().select(where, sort, limit=limit, offset=offset)
        if any(entity.pk in self._broken for entity in found):
            raise UnreadableRow("a text in the place of a time")
        return found


class BrokenEntries(MemoryAuditEntryRepository):
    """Entries of which some cannot be read."""

    def __init__(self, stage: Stage, broken: Collection[object]) -> None:
        StoredRepository.__init__(self, stage, PartlyUnreadableRows(stage, AuditEntry, broken))


class BrokenSeals(MemoryAuditSealRepository):
    """Seals of which some cannot be read."""

    def __init__(self, stage: Stage, broken: Collection[object]) -> None:
        StoredRepository.__init__(self, stage, PartlyUnreadableRows(stage, AuditSeal, broken))


@attrs.frozen(eq=False)
class ReadBroken(ReadWork):
    """Reads a storage of which some rows are broken."""

    read: MemoryReadWork
    broken: Collection[object]

    @asynccontextmanager
    async def __call__(self, *, snapshot: bool = True) -> AsyncIterator[MemoryRepositories]:
        async with self.read(snapshot=snapshot) as work:
            vars(work)["audit_entries"] = BrokenEntries(work.stage, self.broken)
            vars(work)["audit_seals"] = BrokenSeals(work.stage, self.broken)
            yield work


def broken(book: AuditBook, rows: Sequence[AuditEntry | AuditSeal]) -> AuditBook:
    """Returns the same audit once ``rows`` cannot be read."""
    assert isinstance(book.read, MemoryReadWork)
    return AuditBook(book.begin, ReadBroken(book.read, {row.pk for row in rows}))
