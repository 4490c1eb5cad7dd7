"""What a unit of work over a SQL database reaches: one line for each repository."""

from adapters.persistence.sqlalchemy.repository import (
    SqlAlchemyJobRepository,
    SqlAlchemyOneTimeTokenRepository,
    SqlAlchemyUserRepository,
)
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.ports.unit_of_work import Repositories


class SqlAlchemyRepositories(Repositories):
    """``transaction`` is for further repositories of the same unit."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.users = SqlAlchemyUserRepository(transaction)
        self.one_time_tokens = SqlAlchemyOneTimeTokenRepository(transaction)
        self.jobs = SqlAlchemyJobRepository(transaction)
