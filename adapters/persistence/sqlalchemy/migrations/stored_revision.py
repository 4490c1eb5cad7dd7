"""Reads the revision of a database without Alembic."""

from sqlalchemy import Connection, column, inspect, select, table

from adapters.persistence.sqlalchemy.transaction import Transaction

VERSION_TABLE = "alembic_version"


async def stored_revision(transaction: Transaction) -> str | None:
    """Returns the revision of the database, or ``None`` if it was never migrated."""
    if not await transaction.run(_has_version_table):
        return None
    revision: str | None = (
        await transaction.execute(select(column("version_num")).select_from(table(VERSION_TABLE)))
    ).scalar()
    return revision


def _has_version_table(connection: Connection) -> bool:
    return inspect(connection).has_table(VERSION_TABLE)
