"""Column types, and the mapping from types of fields to them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, DateTime, Dialect, Integer, String, Uuid
from sqlalchemy.types import TypeDecorator, TypeEngine

from adapters.persistence.field_types import plain_type
from domain.shared_kernel.fields import FieldRef

MAX_ENUM_LENGTH = 32  # room for further members without a migration


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC. SQLite does not store the zone, so values read from it are taken as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without its zone: use aware datetimes")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Member(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its value."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__(MAX_ENUM_LENGTH)
        self.enum = enum
        self._members = {member.value: member for member in enum}

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(text(MAX_ENUM_LENGTH))

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        if value is None:
            return None
        return self._members.get(value) or self.enum(value)


def text(length: int | None = None) -> String:
    """Returns a text type that sorts by code point on every database."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def integer() -> BigInteger:
    """Returns a 64-bit integer type. SQLite numbers rows only in a column that it calls INTEGER."""
    return BigInteger().with_variant(Integer(), "sqlite")


_PLAIN: Mapping[type, Callable[[], TypeEngine[Any]]] = {
    bool: Boolean,
    int: integer,
    datetime: UtcDateTime,
    UUID: Uuid,
}


def column_type(reference: FieldRef[object]) -> TypeEngine[Any]:
    """Returns the column type of a field. Raises ``TypeError`` for a type of values that has none."""
    plain = plain_type(reference)
    if issubclass(plain, StrEnum):
        return Member(plain)
    if plain is str:
        return text(reference.options.max_length)
    if plain not in _PLAIN:
        raise TypeError(f"{reference!r} is of type {plain.__name__}, which no column type is known for")
    return _PLAIN[plain]()
