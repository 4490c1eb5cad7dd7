from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.audit_seal_repository import AuditSealRepository
from domain.audit.seal import AuditSeal


class SqlAlchemyAuditSealRepository(SqlAlchemyRepository[AuditSeal], AuditSealRepository):
    """The seals of the audit, in the table ``audit_seals``."""
