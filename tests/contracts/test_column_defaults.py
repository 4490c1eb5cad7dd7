"""The default that a written migration gives to existing rows is that of the field, on every database."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.migrations.column_defaults import source_of
from domain.shared_kernel.field_types.json_value import Json
from tests.contracts.sample_entities import Colour, Mood, Oddity, Size, Weight

DEFAULTS: dict[str, Any] = {
    "name": "it's 08:30 :now\\",
    "number": -7,
    "is_rare": True,
    "is_liked": False,
    "seen_at": datetime(2026, 5, 1, 8, 30, 0, 5, tzinfo=UTC),
    "mood": Mood.DARK,
    "price": Decimal("-1.50"),
    "mass": Decimal("1.5000000000000000000"),
    "share": 5e-324,
    "due_on": date(999, 1, 1),
    "opens_at": time(8, 30, 0, 1),
    "took": timedelta(days=-2, microseconds=1),
    "seal": b"\0\xff'",
    "mark": UUID(int=1),
    "size": Size.LARGE,
    "notes": Json.of({"a": "it's :b"}),
    "tags": ("a", "'"),
    "weight": Weight(Decimal("0.125")),
    "colour": Colour(1, 2),
}


class _Bound:
    """What version files call ``op``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get_bind(self) -> Connection:
        return self._connection


def _stored(connection: Connection, name: str) -> Any:
    column = entity_table(Oddity).table.c[name]
    made = eval(source_of(column, DEFAULTS[name]), {"sa": sa, "op": _Bound(connection)})  # noqa: S307  # written by us
    table = sa.Table(
        f"trial_{name}", sa.MetaData(), sa.Column("id", sa.Integer()), sa.Column(name, column.type, server_default=made)
    )
    table.create(connection)
    connection.execute(sa.insert(table), {"id": 1})
    return connection.execute(sa.select(table.c[name])).scalar_one()


@pytest.mark.parametrize("name", DEFAULTS)
async def test_the_default_of_a_field_is_read_from_its_column(empty: Database, name: str) -> None:
    async with empty.migration() as transaction:
        found = await transaction.run(_stored, name)
    assert repr(found) == repr(DEFAULTS[name])
