"""What a database lacks is said before a request fails by it."""

import json
import sqlite3
from pathlib import Path

from tests.entrypoints.cli.cli_runner import cortex
from tests.system.process.cortex import serving

DATABASE = "cortex.db"


def change(folder: Path, *statements: str) -> None:
    with sqlite3.connect(folder / DATABASE) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_migrated_database_has_no_differences(tmp_path: Path) -> None:
    assert cortex(tmp_path, "migrate").returncode == 0
    done = cortex(tmp_path, "migrate", "--check")
    assert (done.returncode, done.stdout) == (0, "The database has what the entities need.\n")


def test_every_difference_has_a_line_and_nothing_is_changed(tmp_path: Path) -> None:
    cortex(tmp_path, "migrate")
    change(
        tmp_path,
        "DROP TABLE recovery_codes",
        "DROP INDEX ix_factors_user_id_id",
        "ALTER TABLE users DROP COLUMN status_reason",
        "ALTER TABLE users ADD COLUMN shoe_size INTEGER",
        "CREATE TABLE shoes (id INTEGER)",
    )
    done = cortex(tmp_path, "migrate", "--check")
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            "factors, ix_factors_user_id_id: no migration creates this index",
            "recovery_codes, ix_recovery_codes_user_id_id: no migration creates this index",
            "recovery_codes: no migration creates this table",
            "shoes: the table has no entity",
            "users.shoe_size: the column has no field",
            "users.status_reason: no migration adds this column",
        ],
    )
    assert (
        json.loads(cortex(tmp_path, "migrate", "--check", "--json").stdout)["differences"] == done.stdout.splitlines()
    )


def test_a_database_that_was_not_migrated_has_one_line(tmp_path: Path) -> None:
    done = cortex(tmp_path, "migrate", "--check")
    assert (done.returncode, "run cortex migrate" in done.stdout, done.stdout.count("\n")) == (1, True, 1)


def test_memory_has_whatever_the_entities_need(tmp_path: Path) -> None:
    assert cortex(tmp_path, "migrate", "--check", DATABASE_URL="memory://").returncode == 0


def test_a_start_names_the_entities_that_no_migration_made(tmp_path: Path) -> None:
    cortex(tmp_path, "migrate")
    change(tmp_path, "DROP TABLE recovery_codes")
    with serving(tmp_path):
        pass
    said = (tmp_path / "errors.txt").read_text("utf-8")
    assert "entities_not_migrated" in said
    assert "RecoveryCode" in said
