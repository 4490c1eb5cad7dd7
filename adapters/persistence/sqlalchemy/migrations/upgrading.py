"""Runs Alembic on a connection that is in a transaction already."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from adapters.persistence.sqlalchemy.migrations.version_files import FOLDER


def config(connection: Connection) -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str) -> None:
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    command.downgrade(config(connection), revision)
