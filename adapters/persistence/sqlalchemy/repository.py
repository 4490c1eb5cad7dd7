"""The base of repositories in a SQL database."""

from typing import Generic, TypeVar

from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.rows import SqlAlchemyRows
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.stored_repository import StoredRepository
from domain.shared_kernel.entity import Entity

T = TypeVar("T", bound=Entity)


class SqlAlchemyRepository(StoredRepository[T], Generic[T]):
    """The entities of one type, in their table."""

    def __init__(self, transaction: Transaction) -> None:
        self._table_rows = SqlAlchemyRows[T](transaction, entity_table(self.entity_type))
        super().__init__(transaction, self._table_rows)
