"""Column types, and the one that each type of field has.

The functions in lower case are used in version files too: what they return is for good.

One file although it is long: it is the list of how a database keeps each type of field, and each is a few lines."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Double,
    Integer,
    Interval,
    LargeBinary,
    Numeric,
    String,
    Time,
    Uuid,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from adapters.persistence.sqlalchemy.ordered_digits import from_ordered_digits, to_ordered_digits
from domain.shared_kernel.field_types import canonical
from domain.shared_kernel.field_types.derived import MAX_MEMBER_LENGTH
from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.primitives import form_of_each
from domain.shared_kernel.fields import FieldRef

MAX_INTEGER_DIGITS = 18
"""Decimal digits that a 64-bit integer always has room for."""
_DURATION_DIGITS = 20
"""Digits of the longest ``timedelta``, in microseconds."""
_MICROSECOND = timedelta(microseconds=1)


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
        """Returns the instant. asyncpg reads the first and the last, which it stores as infinity, without a zone."""
        if value is None or value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Returns the function that reads a value. SQLite's texts are parsed together with the zone that they lack, as
        adding it afterwards takes longer than parsing."""
        return _instant_of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _instant_of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}+00:00")


class Member(TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its value."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[StrEnum]) -> None:
        super().__init__(MAX_MEMBER_LENGTH)
        self.enum = enum
        self._members = {member.value: member for member in enum}

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(text(MAX_MEMBER_LENGTH))

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return getattr(value, "value", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        if value is None:
            return None
        return self._members.get(value) or self.enum(value)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal number with ``scale`` of its ``precision`` digits behind the point. SQLite would make a binary fraction
    of it, so it keeps the number without its point there: as an integer, or, with more digits than that has room for,
    as a text that sorts like the number."""

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int, scale: int) -> None:
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale
        self.limits = Limits(precision=precision, scale=scale)

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(decimal(self.precision, self.scale).dialect_impl(dialect))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | str | None:
        """Refuses a value with other digits, which a database would round, or take for another one."""
        if value is None:
            return None
        exact = canonical.decimal(value, self.limits)
        if dialect.name != "sqlite":
            return exact
        unscaled = int(Decimal((exact.as_tuple().sign, exact.as_tuple().digits, 0)))
        return unscaled if self.precision <= MAX_INTEGER_DIGITS else to_ordered_digits(unscaled, self.precision)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None or dialect.name != "sqlite":
            found: Decimal | None = value
            return found
        unscaled = value if isinstance(value, int) else from_ordered_digits(value, self.precision)
        return Decimal((int(unscaled < 0), tuple(map(int, str(abs(unscaled)))), -self.scale))


class ExactDuration(TypeDecorator[timedelta]):
    """A duration in microseconds. SQLite keeps a text that sorts like it, as the longest has no room in an integer."""

    impl = Interval
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(duration().dialect_impl(dialect))

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> timedelta | str | None:
        if value is None or dialect.name != "sqlite":
            return value
        return to_ordered_digits(value // _MICROSECOND, _DURATION_DIGITS)

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        if value is None or dialect.name != "sqlite":
            found: timedelta | None = value
            return found
        return from_ordered_digits(value, _DURATION_DIGITS) * _MICROSECOND


class Converted(TypeDecorator[Any]):
    """Values of a type that is kept as another: as ``stored``, the column type of its primitive."""

    impl = String
    cache_ok = False

    def __init__(self, field_type: FieldType, stored: TypeEngine[Any]) -> None:
        super().__init__()
        self.field_type = field_type
        self.stored = stored

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return self.stored

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return self.field_type.key(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        make = self.field_type.from_primitive
        return value if make is None or value is None else make(value)


def text(length: int | None = None) -> String:
    """Returns a text type that sorts by code point on every database."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def integer() -> BigInteger:
    """Returns a 64-bit integer type. SQLite numbers rows only in a column that it calls INTEGER."""
    return BigInteger().with_variant(Integer(), "sqlite")


def decimal(precision: int, scale: int) -> Numeric[Any]:
    """Returns the type of decimal numbers, as ``ExactDecimal`` keeps them."""
    fits = precision <= MAX_INTEGER_DIGITS
    return Numeric(precision, scale).with_variant(BigInteger() if fits else String(precision + 1), "sqlite")


def duration() -> Interval:
    """Returns the type of durations, as ``ExactDuration`` keeps them."""
    return Interval().with_variant(String(_DURATION_DIGITS + 1), "sqlite")


COLUMNS: Mapping[type, Callable[[Limits], TypeEngine[Any]]] = form_of_each(
    {
        bool: lambda _limits: Boolean(),
        int: lambda _limits: integer(),
        str: lambda limits: text(limits.max_length),
        float: lambda _limits: Double(),
        Decimal: lambda limits: ExactDecimal(limits.precision or 0, limits.scale or 0),
        datetime: lambda _limits: UtcDateTime(),
        date: lambda _limits: Date(),
        time: lambda _limits: Time(),
        timedelta: lambda _limits: ExactDuration(),
        bytes: lambda _limits: LargeBinary(),
        UUID: lambda _limits: Uuid(),
    }
)
"""The column type of each primitive. Whatever else a field holds is kept in one of these."""


def column_type(reference: FieldRef[object]) -> TypeEngine[Any]:
    """Returns the column type of a field."""
    kept = reference.field_type
    if kept.kind is Kind.ENUM and kept.primitive.type is str:
        return Member(kept.type)
    stored = COLUMNS[kept.primitive.type](kept.limits)
    return stored if kept.kind is Kind.PLAIN else Converted(kept, stored)
