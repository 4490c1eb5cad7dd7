"""Migrations lead where the entities are."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.migrations.upgrading import downgrade, upgrade
from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision
from adapters.persistence.sqlalchemy.schema import schema


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'cortex.db'}")
    await database.open()
    yield database
    await database.close()


def _differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), schema())


def _layout(connection: Connection) -> dict[str, object]:
    look = inspect(connection)
    return {
        table: [
            {column["name"]: (str(column["type"]), column["nullable"]) for column in look.get_columns(table)},
            look.get_pk_constraint(table),
            sorted(map(str, look.get_unique_constraints(table))),
            sorted(map(str, look.get_indexes(table))),
        ]
        for table in look.get_table_names()
        if table != "alembic_version"
    }


async def test_the_migrated_schema_is_the_schema_of_the_entities(empty: Database):
    await migrate(empty)

    async with empty.read() as transaction:
        assert await transaction.connection.run_sync(_differences) == []
        migrated = await transaction.connection.run_sync(_layout)
    async with empty.write() as transaction:
        await transaction.connection.run_sync(schema().drop_all)
        await transaction.connection.run_sync(schema().create_all)
        assert await transaction.connection.run_sync(_layout) == migrated


async def test_every_step_can_be_taken_down_and_up_again(empty: Database):
    await migrate(empty)
    async with empty.write() as transaction:
        await transaction.connection.run_sync(downgrade, "base")
        assert await transaction.connection.run_sync(_layout) == {}
        await transaction.connection.run_sync(upgrade, newest_revision())
        assert await transaction.connection.run_sync(_differences) == []


async def test_migrating_twice_is_migrating_once(empty: Database):
    await migrate(empty)
    await migrate(empty)

    async with empty.read() as transaction:
        stored = (await transaction.execute(text("SELECT version_num FROM alembic_version"))).scalars().all()
    assert stored == [newest_revision()]


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Database):
    async with empty.write() as transaction:
        await transaction.execute(text("CREATE TABLE sessions (id INTEGER)"))
        await transaction.commit()

    with pytest.raises(Exception, match="sessions"):
        await migrate(empty)

    async with empty.read() as transaction:
        assert list(await transaction.connection.run_sync(_layout)) == ["sessions"]


async def test_a_database_of_a_newer_release_is_refused(empty: Database):
    await migrate(empty)
    async with empty.write() as transaction:
        await transaction.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await transaction.commit()

    with pytest.raises(RuntimeError, match="9999"):
        await migrate(empty)
