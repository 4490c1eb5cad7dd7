"""Migrations: of several processes at once, and while the service is under load."""

import asyncio
from time import monotonic

from tests.faults.case import POSTGRESQL, SQLITE, Case, Trial
from tests.faults.deployment.deployment import Deployment, deployed
from tests.faults.load.mixed import mixed_load
from tests.support.app_harness import DATABASE
from tests.support.servers.postgresql import execute

RATE = 30.0
EMPTY = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
NEXT_RELEASE = (
    "ALTER TABLE users ADD COLUMN next_{n} VARCHAR",
    "ALTER TABLE sessions ADD COLUMN next_{n} VARCHAR",
    "ALTER TABLE stored_jobs ADD COLUMN next_{n} VARCHAR",
    "CREATE INDEX ix_next_{n} ON users (next_{n})",
)
"""What a release that is deployed in steps may do while the one before runs: add."""


async def migrate_at_once(trial: Trial) -> None:
    """Several commands on an empty database at the same moment, again and again; then it serves."""
    longest = 0.0
    async with deployed(trial, servers=0) as deployment:
        for _round in range(trial.dose["rounds"]):
            await empty(deployment)
            began = monotonic()
            await asyncio.gather(*(deployment.command("migrate") for _process in range(trial.dose["processes"])))
            longest = max(longest, monotonic() - began)
            await deployment.command("migrate", "--check")
            rows = await deployment.ask("SELECT count(*) FROM alembic_version")
            trial.expect(rows == [(1,)], f"the database is at {rows} revisions")
        await deployment.add_server().start()
        await deployment.person()
    trial.show("all ended well", f"after {longest:.1f} s at most")


async def empty(deployment: Deployment) -> None:
    """Nothing was ever migrated."""
    if deployment.stores.database is not None:
        await execute(deployment.stores.database.url, EMPTY)
        return
    for file in await asyncio.to_thread(lambda: list(deployment.database_folder.glob(f"{DATABASE}*"))):
        file.unlink()


async def migrate_live(trial: Trial) -> None:
    """Columns and an index are added under load, again and again."""
    async with deployed(trial, servers=2) as deployment:
        async with mixed_load(deployment, RATE) as load:
            for number in range(trial.dose["migrations"]):
                for statement in NEXT_RELEASE:
                    await change(deployment, statement.format(n=number))
                await deployment.person(number)
                await asyncio.sleep(1)
        statuses = load.statuses()
        trial.show("answers", ", ".join(f"{number} × {status}" for status, number in sorted(statuses.items())))
        trial.show("longest answer", f"{deployment.model.longest:.2f} s")
        trial.expect(set(statuses) == {200}, f"answers were {dict(statuses)}")


async def change(deployment: Deployment, statement: str) -> None:
    """One statement in a transaction of its own."""
    if deployment.stores.database is None:
        await deployment.ask(statement)
    else:
        await execute(deployment.stores.database.url, statement)


CASES = (
    Case(
        name="migrations-at-once",
        fault="four processes migrate an empty database at once",
        passes="one does it, all end well",
        storages=(SQLITE, POSTGRESQL),
        full={"processes": 4, "rounds": 5},
        quick={"processes": 4, "rounds": 1},
        run=migrate_at_once,
    ),
    Case(
        name="live-migration",
        fault="columns and indexes are added under load",
        passes="no 5xx",
        storages=(SQLITE, POSTGRESQL),
        full={"migrations": 10},
        quick={"migrations": 1},
        waits=True,
        run=migrate_live,
    ),
)
