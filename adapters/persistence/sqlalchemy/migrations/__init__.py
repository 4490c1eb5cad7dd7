"""Migrates a database to the newest version of the schema."""

from adapters.persistence.newer_database import NewerDatabase
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations.stored_revision import stored_revision
from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision
from adapters.persistence.sqlalchemy.server_refusals import raise_server_refusals


async def revisions(database: Database) -> tuple[str | None, str]:
    """Returns the revision of the database (``None`` if it was never migrated) and the newest that this release
    knows."""
    async with database.read() as transaction:
        return await stored_revision(transaction), newest_revision()


async def migrate(database: Database) -> bool:
    """Upgrades in one transaction that holds the migration lock: of several processes that start at once one migrates,
    and the others find it done. Returns false if there was nothing to do. Raises ``NewerDatabase``."""
    stored, newest = await revisions(database)
    if stored == newest:
        return False
    if stored is not None and stored > newest:
        raise NewerDatabase(stored, newest)
    from adapters.persistence.sqlalchemy.migrations.upgrading import upgrade  # importing Alembic slows a start

    with raise_server_refusals():
        async with database.migration() as transaction:
            if await stored_revision(transaction) == newest:
                return False
            await transaction.run(upgrade, newest)
            await transaction.commit()
    return True
