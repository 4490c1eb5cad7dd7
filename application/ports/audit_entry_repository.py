from collections.abc import Sequence

from application.ports.repository import Repository
from domain.audit.entry import AuditEntry

MAX_STRAYS = 1000
"""Entries without a batch that are looked at."""


class AuditEntryRepository(Repository[AuditEntry]):
    """The entries of the audit."""

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """Stores new entries, of which none is stored already."""
        await self.bulk_create(entries)

    async def select_waiting(self, limit: int) -> Sequence[AuditEntry]:
        """Returns at most ``limit`` entries that are not sealed, by their ids."""
        page = await self.paginate(AuditEntry.seal.is_none(), sort=AuditEntry.pk.asc(), limit=limit, counted=False)
        return page.items

    async def mark_sealed(self, entries: Sequence[AuditEntry]) -> None:
        """Stores the place of entries in their batch. Raises ``LostRace`` if one is sealed already, or gone."""
        for entry in entries:
            await self.update(entry)

    async def select_strays(self, newest: int, limit: int = MAX_STRAYS) -> Sequence[AuditEntry]:
        """Returns at most ``limit`` entries whose seal has a number that no seal can have while ``newest`` is the
        newest: above it, or below 1."""
        strays = (AuditEntry.seal > newest) | (AuditEntry.seal < 1)
        page = await self.paginate(strays, sort=AuditEntry.pk.asc(), limit=limit, counted=False)
        return page.items
