from adapters.persistence.memory.repository import MemoryRepository
from application.ports.audit_entry_repository import AuditEntryRepository
from domain.audit.entry import AuditEntry


class MemoryAuditEntryRepository(MemoryRepository[AuditEntry], AuditEntryRepository):
    """The entries of the audit, in memory."""
