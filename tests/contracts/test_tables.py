"""What an entity is stored as."""

from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import BigInteger
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine.default import DefaultDialect

from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.tables import table_name
from adapters.persistence.sqlalchemy.types import ExactDecimal, UtcDateTime
from application.ports.repository import Repository
from domain.accounts.user import User
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from tests.contracts.sample_entities import Badge, Oddity


@pytest.mark.parametrize(
    ("name", "expected"),
    [("User", "users"), ("PasswordReset", "password_resets"), ("HTTPCall", "http_calls"), ("Oauth2Key", "oauth2_keys")],
)
def test_tables_are_named_after_entities(name: str, expected: str) -> None:
    assert table_name(type(name, (Entity,), {})) == expected


def test_a_field_that_is_compared_by_a_key_has_a_column_for_it() -> None:
    users = entity_table(User).table

    assert {constraint.name for constraint in users.constraints} == {"pk_users", "uq_users_email_key"}
    assert {index.name for index in users.indexes} == {
        "ix_users_created_at_id",
        "ix_users_is_staff_id",
        "ix_users_last_name_key_id",
    }


def test_types_follow_the_fields() -> None:
    oddities = entity_table(Oddity).table.c

    assert [column.name for column in oddities if column.nullable] == [
        "nickname", "alias", "alias_key", "rank", "is_liked", "lost_at", "last_mood",
        "mass", "share", "due_on", "opens_at", "took", "seal", "mark", "size", "notes", "scores", "weight", "colour",
    ]  # fmt: skip
    assert isinstance(oddities.seen_at.type, UtcDateTime)
    assert isinstance(oddities.number.type, BigInteger)


def test_a_type_that_no_column_is_known_for_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Invoice\.total"):

        class Invoice(Entity):
            total: Field[Decimal] = field()


def test_an_instant_without_its_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 5, 1), DefaultDialect())  # noqa: DTZ001  # naive on purpose


def test_a_decimal_is_brought_into_its_digits_by_its_column_too() -> None:
    """Statements that are written by hand do not go through the repository."""
    price = ExactDecimal(6, 2)
    on_sqlite, elsewhere = SQLiteDialect(), DefaultDialect()
    assert price.process_bind_param(Decimal("1.5"), on_sqlite) == 150
    assert str(price.process_bind_param(Decimal("1.5"), elsewhere)) == "1.50"
    for dialect in (on_sqlite, elsewhere):
        with pytest.raises(ValueError, match="6 digits"):
            price.process_bind_param(Decimal("0.005"), dialect)


def test_a_repository_knows_its_entity_from_whichever_base_names_it() -> None:
    class Badges(Repository[Badge]): ...

    class ByThePort(MemoryRepository, Badges): ...  # type: ignore[type-arg]  # the other base names it

    class ByTheStorage(MemoryRepository[Badge], Badges): ...

    class Further(ByTheStorage): ...

    assert {each.entity_type for each in (ByThePort, ByTheStorage, Further)} == {Badge}
