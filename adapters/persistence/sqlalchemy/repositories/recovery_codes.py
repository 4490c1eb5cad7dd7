from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.recovery_code_repository import RecoveryCodeRepository
from domain.credentials.recovery_code import RecoveryCode


class SqlAlchemyRecoveryCodeRepository(SqlAlchemyRepository[RecoveryCode], RecoveryCodeRepository):
    """The recovery codes of accounts, in the table ``recovery_codes``."""
