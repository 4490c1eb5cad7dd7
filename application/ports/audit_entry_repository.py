from collections.abc import Sequence

from application.ports.repository import Repository
from domain.audit.entry import AuditEntry


class AuditEntryRepository(Repository[AuditEntry]):
    """The entries of the audit."""

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Stores new entries, of which none is stored already."""
        await self.bulk_create(entries)
