"""Column types: which of them a field's values are stored as."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Enum, Integer, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from adapters.persistence.field_values import plain_type
from domain.shared_kernel.fields import FieldRef

MAX_ENUM_LENGTH = 32  # room for further members without a migration


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC; SQLite would lose the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without its zone: use aware datetimes")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def text(length: int | None = None) -> String:
    """Text that sorts by code point on every database."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def integer() -> BigInteger:
    """64 bits. SQLite numbers rows only in a column that it calls INTEGER."""
    return BigInteger().with_variant(Integer(), "sqlite")


_PLAIN: Mapping[type, Callable[[], TypeEngine[Any]]] = {
    bool: Boolean,
    int: integer,
    datetime: UtcDateTime,
    UUID: Uuid,
}


def column_type(reference: FieldRef[object]) -> TypeEngine[Any]:
    """Raises ``TypeError`` for a field whose values no column can hold yet."""
    plain = plain_type(reference)
    if issubclass(plain, StrEnum):
        return Enum(plain, native_enum=False, length=MAX_ENUM_LENGTH, values_callable=_values)
    if plain is str:
        return text(reference.traits.max_length)
    if plain not in _PLAIN:
        raise TypeError(f"{reference!r} is of type {plain.__name__}, which no column type is known for")
    return _PLAIN[plain]()


def _values(enum: type[StrEnum]) -> list[str]:
    return [member.value for member in enum]
