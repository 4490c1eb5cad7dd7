from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.factor_repository import FactorRepository
from domain.credentials.factor import Factor


class SqlAlchemyFactorRepository(SqlAlchemyRepository[Factor], FactorRepository):
    """The second factors of accounts, in the table ``factors``."""
