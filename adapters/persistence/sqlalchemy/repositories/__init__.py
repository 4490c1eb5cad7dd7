"""The repositories of a unit of work in a SQL database, one a file: ``users.py`` defines ``work.users``."""

from adapters.persistence.repository_files import repositories_in
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.ports.unit_of_work import Repositories

REPOSITORIES = repositories_in(__name__, __path__, SqlAlchemyRepository)


class SqlAlchemyRepositories(Repositories):
    """The repositories of one unit of work. ``transaction`` lets further repositories join the same unit."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        vars(self).update({name: repository(transaction) for name, repository in REPOSITORIES.items()})
