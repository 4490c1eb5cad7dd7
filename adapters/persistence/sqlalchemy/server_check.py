"""Checks at start-up and in the doctor that a database has what the service needs."""

from collections.abc import Mapping

from sqlalchemy import text

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.dialects.dialect import PoolMode
from adapters.persistence.sqlalchemy.migrations import revisions
from adapters.persistence.sqlalchemy.server_refusals import CURES, NAME, raise_server_refusals
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.ports.server_refusal import RefusedByServer
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

WRONG_ENCODING = _("its encoding is {encoding}")
MAKE_ANOTHER = _("Make one that can hold every name: CREATE DATABASE name TEMPLATE template0 ENCODING 'UTF8'")
POOLERS: Mapping[PoolMode, Message | None] = {
    PoolMode.NONE: None,
    PoolMode.SESSION: _("PgBouncer, or another pooler, stands in front of it; its pool_mode seems to be session."),
    PoolMode.TRANSACTION: _("PgBouncer, or another pooler, stands in front of it; its pool_mode is transaction."),
}
NO_SCHEMA = _("there is no schema in its search_path")
NO_PERMISSION = _("permission denied for schema {schema}, for {user}")
_CREATE_PRIVILEGE = text("SELECT current_schema(), has_schema_privilege(current_schema(), 'CREATE'), current_user")


async def check_server(database: Database) -> None:
    """Raises ``RefusedByServer`` if the configuration of the database must be changed, and
    ``ServiceUnavailableException`` if it does not answer. Nothing is checked on SQLite."""
    with raise_server_refusals():
        async with database.read_autocommit() as transaction:
            if transaction.connection.dialect.name != "postgresql":
                return
            await _require_utf8(transaction)
        stored, newest = await revisions(database)
        if stored != newest:
            await _require_right_to_create(database)


async def describe_pooler(database: Database) -> Message | None:
    """Returns a sentence about the pooler in front of the database, ``None`` if there is none. Raises
    ``ServiceUnavailableException``."""
    return POOLERS[await database.pool_mode()]


async def _require_utf8(transaction: Transaction) -> None:
    encoding = (await transaction.execute(text("SHOW server_encoding"))).scalar_one()
    if encoding != "UTF8":
        raise RefusedByServer(NAME, WRONG_ENCODING.bind({"encoding": encoding}), MAKE_ANOTHER)


async def _require_right_to_create(database: Database) -> None:
    async with database.read_autocommit() as transaction:
        row = (await transaction.execute(_CREATE_PRIVILEGE)).one()
    schema, may_create, user = tuple(row)
    if schema is None:
        raise RefusedByServer(NAME, NO_SCHEMA, CURES["3F000"])
    if not may_create:
        raise RefusedByServer(NAME, NO_PERMISSION.bind({"schema": schema, "user": user}), CURES["42501"])
