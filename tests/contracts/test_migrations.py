"""Migrations lead where the entities are."""

import asyncio
import sys
from asyncio.subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.migrations.unmapped import INDEXES, TABLES, is_mapped
from adapters.persistence.sqlalchemy.migrations.upgrading import downgrade, upgrade
from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision, revisions
from adapters.persistence.sqlalchemy.schema import schema

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")

_MIGRATE = """
import asyncio, sys
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate

async def main():
    database = Database(sys.argv[1])
    await database.open()
    print(await migrate(database))
    await database.close()

asyncio.run(main())
"""


def _differences(connection: Connection) -> list[object]:
    opts = {"compare_type": True, "include_object": is_mapped}
    found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=opts), schema())
    return found


def _layout(connection: Connection) -> dict[str, object]:
    look = inspect(connection)
    return {
        table: [
            {column["name"]: (str(column["type"]), column["nullable"]) for column in look.get_columns(table)},
            look.get_pk_constraint(table),
            sorted(map(str, look.get_unique_constraints(table))),
            sorted(str(index) for index in look.get_indexes(table) if index["name"] not in INDEXES),
        ]
        for table in look.get_table_names()
        if table not in {"alembic_version", *TABLES}
    }


async def test_the_migrated_schema_is_the_schema_of_the_entities(empty: Database) -> None:
    await migrate(empty)

    async with empty.read() as transaction:
        assert await transaction.connection.run_sync(_differences) == []
        migrated = await transaction.connection.run_sync(_layout)
    async with empty.migration() as transaction:
        await transaction.connection.run_sync(schema().drop_all)
        await transaction.connection.run_sync(schema().create_all)
        assert await transaction.connection.run_sync(_layout) == migrated


async def test_every_step_can_be_taken_down_and_up_again(empty: Database) -> None:
    async with empty.migration() as transaction:
        layouts = [await transaction.connection.run_sync(_layout)]
        for revision in revisions():
            await transaction.connection.run_sync(upgrade, revision)
            layouts.append(await transaction.connection.run_sync(_layout))
            await transaction.connection.run_sync(downgrade, "-1")
            assert await transaction.connection.run_sync(_layout) == layouts[-2]
            await transaction.connection.run_sync(upgrade, revision)
            assert await transaction.connection.run_sync(_layout) == layouts[-1]
        assert await transaction.connection.run_sync(_differences) == []
        for layout in reversed(layouts[:-1]):
            await transaction.connection.run_sync(downgrade, "-1")
            assert await transaction.connection.run_sync(_layout) == layout
    assert layouts[0] == {}


async def test_four_processes_that_start_at_once_migrate_once(url: str) -> None:
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATE, url, stdout=PIPE) for _ in range(4)
    ]
    said = [(await process.communicate())[0].decode().strip() for process in processes]

    assert [process.returncode for process in processes] == [0] * 4
    assert sorted(said) == ["False", "False", "False", "True"]
    database = Database(url)
    await database.open()
    assert not await migrate(database)
    async with database.read() as transaction:
        assert await transaction.connection.run_sync(_differences) == []
    await database.close()


async def test_a_process_that_waited_for_another_to_migrate_finds_it_done(url: str) -> None:
    first, second = Database(url), Database(url)
    await first.open()
    await second.open()

    done = await asyncio.gather(migrate(first), migrate(second))

    assert sorted(done) == [False, True]
    await first.close()
    await second.close()


async def test_migrating_twice_is_migrating_once(empty: Database) -> None:
    await migrate(empty)
    await migrate(empty)

    async with empty.read() as transaction:
        stored = (await transaction.execute(text("SELECT version_num FROM alembic_version"))).scalars().all()
    assert stored == [newest_revision()]


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    async with empty.migration() as transaction:
        await transaction.execute(text("CREATE TABLE sessions (id INTEGER)"))
        await transaction.commit()

    with pytest.raises(Exception, match="sessions"):
        await migrate(empty)

    async with empty.read() as transaction:
        assert list(await transaction.connection.run_sync(_layout)) == ["sessions"]


async def test_a_database_of_a_newer_release_is_refused(empty: Database) -> None:
    await migrate(empty)
    async with empty.migration() as transaction:
        await transaction.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await transaction.commit()

    with pytest.raises(RuntimeError, match="9999"):
        await migrate(empty)
