from collections.abc import Sequence

from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.audit_entry_repository import AuditEntryRepository
from domain.audit.entry import AuditEntry


class SqlAlchemyAuditEntryRepository(SqlAlchemyRepository[AuditEntry], AuditEntryRepository):
    """The entries of the audit, in the table ``audit_entries``."""

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """One statement, as every act pays for it."""
        self._unit.require_writable()
        if entries:
            await self._table_rows.append(entries)
