from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.audit_verification_repository import AuditVerificationRepository
from domain.audit.verification_run import VerificationRun


class SqlAlchemyAuditVerificationRepository(SqlAlchemyRepository[VerificationRun], AuditVerificationRepository):
    """The verifications of the audit, in the table ``audit_verifications``."""
