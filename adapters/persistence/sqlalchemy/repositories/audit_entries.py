from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import BindParameter, Update, bindparam, update

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.audit_entry_repository import AuditEntryRepository
from domain.audit.entry import AuditEntry
from domain.shared_kernel.errors import LostRace


class SqlAlchemyAuditEntryRepository(SqlAlchemyRepository[AuditEntry], AuditEntryRepository):
    """The entries of the audit, in the table ``audit_entries``."""

    async def append(self, entries: Sequence[AuditEntry]) -> None:
        """One statement, as every act pays for it."""
        self._unit.require_writable()
        if entries:
            await self._table_rows.append(entries)

    async def mark_sealed(self, entries: Sequence[AuditEntry]) -> None:
        """One statement for all, and one that counts what it did: drivers do not say it of a batch."""
        self._unit.require_writable()
        await self._table_rows.change_all(_mark_sealed(), [_place(entry) for entry in entries])
        these = AuditEntry.pk.one_of([entry.pk for entry in entries])
        if await self.count(these, AuditEntry.seal == entries[0].seal) != len(entries):
            raise LostRace


@cache
def _mark_sealed() -> Update:
    table = entity_table(AuditEntry)
    columns, is_pk = table.table.c, table.pk == bindparam("pk_", type_=table.pk.type)
    placed: dict[str, BindParameter[object]] = {name: bindparam(name) for name in ("seal", "position", "membership")}
    return update(table.table).where(is_pk, columns.seal.is_(None)).values(**placed, version=columns.version + 1)


def _place(entry: AuditEntry) -> Mapping[str, object]:
    return {"pk_": entry.pk, "seal": entry.seal, "position": entry.position, "membership": entry.membership}
