"""Runs Alembic on a connection that is in a transaction already."""

import attrs
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from adapters.persistence.sqlalchemy.migrations.version_files import FOLDER


def config(connection: Connection) -> Config:
    """Returns Alembic's configuration for this folder and connection."""
    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    return configuration


def upgrade(connection: Connection, revision: str) -> None:
    """Upgrades the schema to ``revision``. Raises ``BrokenReferences``."""
    command.upgrade(config(connection), revision)
    _require_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Downgrades the schema to ``revision``. Raises ``BrokenReferences``."""
    command.downgrade(config(connection), revision)
    _require_references(connection)


@attrs.define(eq=False)
class BrokenReferences(RuntimeError):
    """Rows would refer to nothing after a migration, which is rolled back."""

    tables: tuple[str, ...]

    def __str__(self) -> str:
        return f"Rows of {', '.join(self.tables)} would refer to nothing. Mend or delete them, and migrate again."


def _require_references(connection: Connection) -> None:
    """SQLite enforces no foreign keys while it is migrated, so they are checked when it is done."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise BrokenReferences(tuple(sorted({row[0] for row in broken})))
