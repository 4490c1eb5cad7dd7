"""Runs Alembic on a connection that is in a transaction already."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from adapters.persistence.sqlalchemy.migrations.version_files import FOLDER


def config(connection: Connection) -> Config:
    """Returns Alembic's configuration for this folder and connection."""
    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    configuration.attributes["connection"] = connection
    return configuration


def upgrade(connection: Connection, revision: str) -> None:
    """Upgrades the schema to ``revision``."""
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Downgrade the schema to ``revision``."""
    command.downgrade(config(connection), revision)
