"""An audit in a storage of its own, and the hand of somebody who can change rows and has no key."""

from collections.abc import Sequence
from typing import Any

from adapters.event_sink.memory import MemoryEventSink
from adapters.id_factory.uuid import UuidFactory
from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork
from application.audit.issue_checkpoint import IssueCheckpoint
from application.audit.run_verification import RunVerification
from application.audit.seal_entries import SealEntries
from application.audit.services.compare_checkpoints import CompareCheckpoints
from application.audit.services.verify_seals import Progress, VerifySeals
from application.jobs.services.enqueue import Enqueue
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.finding import Finding
from domain.audit.seal import AuditSeal
from domain.audit.verification import Verification
from tests.support.audit import ENTRY_MAC, NOON, SEAL_MAC, an_entry
from tests.support.clocks import StoppedClock


def memory() -> tuple[BeginWork, ReadWork]:
    """Returns an empty storage."""
    database = MemoryDatabase()
    return MemoryBeginWork(database, MemoryEventSink()), MemoryReadWork(database)


class AuditBook:
    """The use cases of the audit over one storage."""

    def __init__(self, begin: BeginWork, read: ReadWork) -> None:
        self.begin, self.read, self.clock = begin, read, StoppedClock(NOON)
        self.seal = SealEntries(begin, read, self.clock, UuidFactory(), SEAL_MAC)
        self.verify_seals = VerifySeals(read, self.clock, Verification(ENTRY_MAC.verify, SEAL_MAC.verify))
        self.checkpoint = IssueCheckpoint(read, self.clock, SEAL_MAC)
        self.compare = CompareCheckpoints(read, SEAL_MAC)
        self.progress = Progress()
        self.enqueue = Enqueue(self.clock, UuidFactory())
        self.run = RunVerification(read, self.verify_seals, self.enqueue, self.clock, UuidFactory())

    @classmethod
    async def with_batches(cls, *sizes: int, waiting: int = 0) -> "AuditBook":
        """Returns an audit in memory with batches of these sizes, and entries that wait for a seal."""
        book = cls(*memory())
        for size in sizes:
            await book.write(size)
            await book.seal()
        await book.write(waiting)
        return book

    async def write(self, count: int, **values: Any) -> Sequence[AuditEntry]:
        entries = [an_entry(**values) for _ in range(count)]
        async with self.begin() as work:
            await work.audit_entries.append(entries)
            await work.commit()
        return entries

    async def verify(self, *, after: int | None = None) -> list[Finding]:
        findings: list[Finding] = []
        self.progress = await self.verify_seals(findings.append, after=after)
        return findings

    async def entries(self) -> list[AuditEntry]:
        async with self.read() as work:
            return await work.audit_entries.select_all()

    async def seals(self) -> list[AuditSeal]:
        async with self.read() as work:
            return await work.audit_seals.select_all(sort=AuditSeal.number.asc())

    async def change(self, *rows: AuditEntry | AuditSeal) -> None:
        """Stores rows as somebody changed them."""
        async with self.begin() as work:
            for row in rows:
                if isinstance(row, AuditEntry):
                    await work.audit_entries.update(row)
                else:
                    await work.audit_seals.update(row)
            await work.commit()

    async def remove(self, *rows: AuditEntry | AuditSeal) -> None:
        async with self.begin() as work:
            for row in rows:
                if isinstance(row, AuditEntry):
                    await work.audit_entries.delete(row)
                else:
                    await work.audit_seals.delete(row)
            await work.commit()

    async def insert(self, *rows: AuditEntry) -> None:
        async with self.begin() as work:
            await work.audit_entries.append(rows)
            await work.commit()


def copy_of(row: AuditEntry, **values: object) -> AuditEntry:
    """Returns a second entry that differs by ``values``."""
    return AuditEntry.restore({**row.values(), **values})
