"""Repositories over a SQL database."""

from typing import Generic, TypeVar

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.rows import SqlAlchemyRows
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.stored_repository import StoredRepository
from application.ports.job_repository import JobRepository
from application.ports.one_time_token_repository import OneTimeTokenRepository
from application.ports.user_repository import UserRepository
from domain.accounts.one_time_token import OneTimeToken
from domain.accounts.user import User
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.entity import Entity

T = TypeVar("T", bound=Entity)


class SqlAlchemyRepository(StoredRepository[T], Generic[T]):
    """The entities of one type, in their table."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction, SqlAlchemyRows(transaction, entity_table(self.entity_type)))


class SqlAlchemyUserRepository(SqlAlchemyRepository[User], UserRepository):
    """The accounts, in the table ``users``."""


class SqlAlchemyOneTimeTokenRepository(SqlAlchemyRepository[OneTimeToken], OneTimeTokenRepository):
    """What links in mails stand for, in the table ``one_time_tokens``."""


class SqlAlchemyJobRepository(SqlAlchemyRepository[StoredJob], JobRepository):
    """The jobs, in the table ``stored_jobs``."""
