from adapters.persistence.memory.repository import MemoryRepository
from application.ports.audit_seal_repository import AuditSealRepository
from domain.audit.seal import AuditSeal


class MemoryAuditSealRepository(MemoryRepository[AuditSeal], AuditSealRepository):
    """The seals of the audit, in memory."""
