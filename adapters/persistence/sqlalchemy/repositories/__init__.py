"""What a unit of work over a SQL database reaches: a file for each repository, ``users.py`` for ``work.users``."""

from adapters.persistence.repository_files import repositories_in
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.ports.unit_of_work import Repositories

REPOSITORIES = repositories_in(__name__, __path__, SqlAlchemyRepository)


class SqlAlchemyRepositories(Repositories):
    """``transaction`` is for further repositories of the same unit."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        vars(self).update({name: repository(transaction) for name, repository in REPOSITORIES.items()})
