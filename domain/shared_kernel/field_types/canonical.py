"""The canonical form of values: the one of several equal values that every storage returns. Each function raises
``TypeError`` for a value of another type, and ``ValueError`` for one that not every storage can keep."""

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TypeVar

from domain.shared_kernel.field_types.limits import Limits

T = TypeVar("T")


def instant(value: object, _limits: Limits) -> datetime:
    """Returns an aware instant in UTC."""
    found = _require(datetime, value)
    if found.tzinfo is None:
        raise ValueError("an instant without its zone: use aware datetimes")
    try:
        return found.astimezone(UTC).replace(fold=0)
    except OverflowError:
        raise ValueError("an instant that is not within the years 1 to 9999 in UTC") from None


def day(value: object, _limits: Limits) -> date:
    """Returns the day. An instant is none, though its class is derived."""
    if isinstance(value, datetime):
        raise TypeError("a date is a day: of an instant, take date() in the zone that is meant")
    return _require(date, value)


def time_of_day(value: object, _limits: Limits) -> time:
    """Returns the time of day without a zone; a zone has a meaning on a day only."""
    found = _require(time, value)
    if found.tzinfo is not None:
        raise ValueError("a time of day has no zone: keep an instant, or the name of the zone in another field")
    return found.replace(fold=0)


def duration(value: object, _limits: Limits) -> timedelta:
    """Returns the duration, which may be negative."""
    return _require(timedelta, value)


def finite(value: object, _limits: Limits) -> float:
    """Returns a finite number; there is one zero."""
    if isinstance(value, bool) or not isinstance(value, float | int):
        raise TypeError(f"a {type(value).__name__} in the place of a float")
    if not math.isfinite(value):
        raise ValueError("neither a storage nor JSON keeps a number that is not finite")
    return float(value) + 0.0


def decimal(value: object, limits: Limits) -> Decimal:
    """Returns the number with ``scale`` digits behind the point, or as it is without limits; zero has no sign. Nothing
    is rounded: a number with further digits is refused, and so is a ``float``, which may have been rounded already."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"a {type(value).__name__} in the place of a Decimal")
    found = Decimal(value)
    if limits.precision is None:
        if not found.is_finite():
            raise ValueError("a number that is not finite")
        return found.copy_abs() if found.is_zero() else found
    scale = limits.scale or 0
    exact = Context(prec=limits.precision, traps=[Inexact, InvalidOperation])
    try:
        kept = found.quantize(Decimal((0, (1,), -scale)), context=exact)
        if kept.is_finite():
            return kept.copy_abs() if kept.is_zero() else kept
    except (Inexact, InvalidOperation):
        pass
    raise ValueError(f"{value} has no place in {limits.precision} digits, {scale} of them behind the point")


def octets(value: object, limits: Limits) -> bytes:
    """Returns the bytes, of which there are at most ``max_length``."""
    found = _require(bytes, value)
    if limits.max_length is not None and len(found) > limits.max_length:
        raise ValueError(f"{len(found)} bytes, of which at most {limits.max_length} can be kept")
    return found


def _require(type_: type[T], value: object) -> T:
    if not isinstance(value, type_):
        raise TypeError(f"a {type(value).__name__} in the place of a {type_.__name__}")
    return value
