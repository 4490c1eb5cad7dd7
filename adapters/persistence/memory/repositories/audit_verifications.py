from adapters.persistence.memory.repository import MemoryRepository
from application.ports.audit_verification_repository import AuditVerificationRepository
from domain.audit.verification_run import VerificationRun


class MemoryAuditVerificationRepository(MemoryRepository[VerificationRun], AuditVerificationRepository):
    """The verifications of the audit, in memory."""
