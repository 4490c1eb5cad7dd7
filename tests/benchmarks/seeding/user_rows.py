"""Rows of accounts as the project writes them: columns and their values come from the entity."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import uuid4

from sqlalchemy import Dialect

from adapters.persistence.sqlalchemy.entity_table import EntityTable, entity_table
from domain.access.role import Role
from domain.accounts.email_address import EmailAddress
from domain.accounts.person_name import PersonName
from domain.accounts.user import User
from tests.benchmarks.seeding.accounts import Account, password_hash

Row = tuple[Any, ...]


def user_table() -> EntityTable:
    """Returns the table of accounts."""
    return entity_table(User)


def user_columns() -> list[str]:
    """Returns the names of all columns, in the order of the rows."""
    return [column.name for column in user_table().table.columns]


def user_rows(accounts: Iterable[Account], dialect: Dialect) -> Iterator[Row]:
    """Yields a row for each account, in the values that the driver of the dialect takes."""
    table, processors = user_table(), _processors(dialect)
    for account in accounts:
        parameters = table.parameters(_user(account).values())
        yield tuple(process(parameters[name]) for name, process in processors)


def _user(account: Account) -> User:
    return User(
        pk=uuid4(),
        email=EmailAddress(account.email),
        first_name=PersonName(account.first_name),
        last_name=PersonName(account.last_name),
        password_hash=password_hash(),
        role=Role.OWNER if account.is_staff else None,
        is_staff=account.is_staff,
        is_locked=account.is_locked,
        is_email_verified=True,
        created_at=account.created_at,
        updated_at=account.created_at,
    )


def _processors(dialect: Dialect) -> list[tuple[str, Callable[[Any], Any]]]:
    return [
        (column.name, column.type.dialect_impl(dialect).bind_processor(dialect) or _unchanged)
        for column in user_table().table.columns
    ]


def _unchanged(value: Any) -> Any:
    return value
