"""What the service keeps is not for everybody on the machine."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.private_files import keep_from_others


@pytest.fixture(autouse=True)
def _an_open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def _modes(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def _modes_in_use(folder: Path) -> dict[str, int]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'cortex.db'}")
    await database.open()
    await migrate(database)
    async with database.read_autocommit() as transaction:
        await transaction.execute(text("SELECT count(*) FROM users"))
    modes = _modes(folder)
    await database.close()
    return modes


async def test_a_database_and_the_files_beside_it_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    assert await _modes_in_use(tmp_path) == dict.fromkeys(("cortex.db", "cortex.db-wal", "cortex.db-shm"), 0o600)


async def test_a_database_that_everybody_could_read_is_taken_from_others_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await _modes_in_use(tmp_path)
    (tmp_path / "cortex.db").chmod(0o644)

    with caplog.at_level(logging.WARNING, "cortex.files"):
        modes = await _modes_in_use(tmp_path)

    assert set(modes.values()) == {0o640}
    assert [(record.message, vars(record)["path"]) for record in caplog.records] == [
        ("file_closed_to_others", str(tmp_path / "cortex.db"))
    ]


async def test_a_log_that_was_left_behind_is_taken_from_others_too(tmp_path: Path) -> None:
    await _modes_in_use(tmp_path)
    for ending in ("", "-wal", "-shm"):
        file = tmp_path / f"cortex.db{ending}"
        file.touch()
        file.chmod(0o644)

    modes = await _modes_in_use(tmp_path)

    assert all(not mode & 0o007 for mode in modes.values())


def test_folders_and_missing_files_are_left_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o755)
    keep_from_others(folder)
    keep_from_others(tmp_path / "nowhere" / "at-all")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
