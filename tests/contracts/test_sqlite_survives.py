"""A process that is killed, and several that start at once."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

_WRITE_FOR_EVER = """
import asyncio, sys
from itertools import count
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.repositories.users import SqlAlchemyUserRepository
from tests.contracts.people import account

async def main():
    database = Database(sys.argv[1])
    await database.open()
    await migrate(database)
    for number in count():
        async with database.write() as transaction:
            await SqlAlchemyUserRepository(transaction).create(account(f"{number}@example.org"))
            await transaction.commit()
        print(number, flush=True)

asyncio.run(main())
"""

_START = """
import asyncio, sys
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate

async def main():
    database = Database(sys.argv[1])
    await database.open()
    await migrate(database)
    await database.ping()
    await database.close()
    print("alembic" in sys.modules)

asyncio.run(main())
"""


async def _start(program: str, folder: Path) -> Process:
    url = f"sqlite+aiosqlite:///{folder / 'cortex.db'}"
    return await asyncio.create_subprocess_exec(sys.executable, "-c", program, url, stdout=PIPE)


async def _said(process: Process) -> str:
    said, _ = await process.communicate()
    assert process.returncode == 0
    return said.decode().strip()


async def test_acknowledged_rows_survive_a_kill(tmp_path: Path) -> None:
    process = await _start(_WRITE_FOR_EVER, tmp_path)
    assert process.stdout is not None
    for _ in range(20):
        await process.stdout.readline()
    process.kill()
    acknowledged = 20 + len((await process.stdout.read()).splitlines())
    await process.wait()

    survivor = sqlite3.connect(tmp_path / "cortex.db")
    (stored,) = survivor.execute("SELECT count(*) FROM users").fetchone()
    (whole,) = survivor.execute("PRAGMA integrity_check").fetchone()
    survivor.close()
    assert acknowledged <= stored <= acknowledged + 1
    assert whole == "ok"


async def test_processes_that_start_at_once_migrate_once_and_later_ones_never_load_alembic(tmp_path: Path) -> None:
    first = [await _start(_START, tmp_path) for _ in range(3)]
    await asyncio.gather(*map(_said, first))

    assert await _said(await _start(_START, tmp_path)) == "False"
