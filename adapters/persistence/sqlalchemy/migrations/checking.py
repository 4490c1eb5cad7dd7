"""Checks that migrations have made what the entities need."""

from collections.abc import Sequence

from sqlalchemy import Connection, inspect

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import revisions
from adapters.persistence.sqlalchemy.schema import ENTITIES
from adapters.persistence.sqlalchemy.tables import table_name


async def differences(database: Database) -> Sequence[str]:
    """Returns a line for each difference between the entities and the database; none if there is none. No row and
    no table is changed; SQLite makes an empty file where there is none. A database that was not migrated to this
    release has one line, as all others follow from that."""
    stored, newest = await revisions(database)
    if stored != newest:
        return [f"The database is at version {stored or 'none'}, this release needs {newest}: run cortex migrate"]
    from adapters.persistence.sqlalchemy.migrations.differences import differences as found  # Alembic is slow to import

    async with database.read() as transaction:
        return await transaction.run(found)


async def unmigrated(database: Database) -> Sequence[str]:
    """Returns the entities that have no table, which no migration has made."""
    async with database.read() as transaction:
        return await transaction.run(_without_table)


def _without_table(connection: Connection) -> list[str]:
    tables = set(inspect(connection).get_table_names())
    return [entity.__name__ for entity in ENTITIES if table_name(entity) not in tables]
