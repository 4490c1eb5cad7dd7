from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.factor_attempts_repository import FactorAttemptsRepository
from domain.credentials.factor_attempts import FactorAttempts


class SqlAlchemyFactorAttemptsRepository(SqlAlchemyRepository[FactorAttempts], FactorAttemptsRepository):
    """The counts of second steps, in the table ``factor_attempts``."""
