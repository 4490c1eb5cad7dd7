"""Migrations and foreign keys: a table that is copied keeps what refers to it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects.dialect import ReferenceViolation
from adapters.persistence.sqlalchemy.migrations import upgrading
from adapters.persistence.sqlalchemy.migrations.upgrading import BrokenReferences

TABLES = (
    "CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owners (id) ON DELETE CASCADE)",
    "INSERT INTO owners VALUES (1, 'Ada')",
    "INSERT INTO things VALUES (1, 1)",
)


@pytest.fixture
async def database_with_things(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}", timeout=30)
    await made.open()
    async with made.migration() as transaction:
        for statement in TABLES:
            await transaction.execute(text(statement))
        await transaction.commit()
    yield made
    await made.close()


def _copy_owners(connection: Connection) -> None:
    with Operations(MigrationContext.configure(connection)).batch_alter_table("owners", recreate="always") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=True))
    upgrading._require_references(connection)


async def test_a_table_that_is_copied_keeps_what_refers_to_it(database_with_things: Database) -> None:
    async with database_with_things.migration() as transaction:
        await transaction.run(_copy_owners)
        await transaction.commit()
    async with database_with_things.write() as transaction:
        assert (await transaction.execute(text("SELECT count(*) FROM things"))).scalar_one() == 1
        with pytest.raises((ReferenceViolation, IntegrityError)):
            await transaction.execute(text("INSERT INTO things VALUES (2, 9)"))
        await transaction.execute(text("DELETE FROM owners"))
        assert (await transaction.execute(text("SELECT count(*) FROM things"))).scalar_one() == 0


async def test_a_migration_that_leaves_rows_that_refer_to_nothing_is_refused(database_with_things: Database) -> None:
    async with database_with_things.migration() as transaction:
        await transaction.execute(text("DELETE FROM owners"))
        with pytest.raises(BrokenReferences, match="things"):
            await transaction.run(upgrading._require_references)
