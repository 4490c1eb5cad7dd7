from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from application.ports.user_repository import UserRepository
from domain.accounts.user import User


class SqlAlchemyUserRepository(SqlAlchemyRepository[User], UserRepository):
    """The accounts, in the table ``users``."""
