from collections.abc import Callable

import attrs

from application.ports.unit_of_work import ReadWork
from domain.audit.entry import AuditEntry
from domain.audit.seal import AuditSeal
from domain.shared_kernel.pagination import Position

SEALS_AT_ONCE = 5
WAITING_AT_ONCE = 1000


@attrs.frozen(eq=False, repr=False)
class ExportAudit:
    """The operator may export the audit: each seal, followed by its entries, then the entries that wait for a seal."""

    read: ReadWork

    async def __call__(self, write: Callable[[AuditSeal | AuditEntry], None]) -> None:
        """Hands over every row as it is stored. What is added meanwhile may be missing."""
        newest: int | None = None
        while True:
            async with self.read() as work:
                seals = await work.audit_seals.select_after(newest, SEALS_AT_ONCE)
                for seal in seals:
                    write(seal)
                    for entry in await work.audit_entries.select_all(AuditEntry.seal == seal.number):
                        write(entry)
            if not seals:
                return await self._write_waiting(write)
            newest = seals[-1].number

    async def _write_waiting(self, write: Callable[[AuditSeal | AuditEntry], None]) -> None:
        after: Position | None = None
        while True:
            async with self.read() as work:
                page = await work.audit_entries.paginate(
                    AuditEntry.seal.is_none(), limit=WAITING_AT_ONCE, after=after, counted=False
                )
            for entry in page.items:
                write(entry)
            if (after := page.next) is None:
                return
