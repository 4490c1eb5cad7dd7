"""Values in the language of the reader of a mail or a message: numbers, money, dates, times and durations."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, localcontext
from typing import Any
from uuid import UUID

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from domain.shared_kernel.field_types.field_type import Kind
from domain.shared_kernel.field_types.primitives import form_of_each
from domain.shared_kernel.field_types.registry import field_type_of
from domain.shared_kernel.language import Language

_DIGITS = 400
"""Room for the largest float, which is written with more digits than decimal numbers have by default."""
_UNITS = (
    ("duration-day", timedelta(days=1)),
    ("duration-hour", timedelta(hours=1)),
    ("duration-minute", timedelta(minutes=1)),
    ("duration-second", timedelta(seconds=1)),
)


def _decimal(number: Decimal, locale: Locale) -> str:
    """Returns the number with the digits that it has behind the point: ``12,50`` and ``1.200,00``."""
    exponent = number.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_decimal(number, f"#,##0{'.' if digits else ''}{'0' * digits}", locale)


def _duration(length: timedelta, locale: Locale) -> str:
    """Returns the units that are not zero, seconds at the least: ``1 day, 2 hours``."""
    left, parts = abs(length), []
    for name, unit in _UNITS:
        count, left = divmod(left, unit)
        if count:
            parts.append(format_unit(-count if length < timedelta(0) else count, name, locale=locale))
    return format_list(parts or [format_unit(0, "duration-second", locale=locale)], "unit", locale)


FORMATS: Mapping[type, Callable[[Any, Locale], str]] = form_of_each(
    {
        bool: lambda value, _locale: "\N{CHECK MARK}" if value else "\N{EN DASH}",
        int: lambda value, locale: format_decimal(value, locale=locale),
        str: lambda value, _locale: str(value),
        float: lambda value, locale: format_decimal(value, locale=locale),
        Decimal: _decimal,
        datetime: lambda value, locale: format_datetime(value, "long", tzinfo=UTC, locale=locale),
        date: lambda value, locale: format_date(value, "long", locale=locale),
        time: lambda value, locale: format_time(value, "short", locale=locale),
        timedelta: _duration,
        bytes: lambda value, _locale: b64encode(value).decode("ascii"),
        UUID: lambda value, _locale: str(value),
    }
)
"""The text of each primitive, in a language. Whatever else a field holds is shown as what it is kept as."""


def shown(value: object, language: Language) -> str:
    """Returns a value as a mail or a message in this language shows it. A number that is a name, such as that of an
    invoice, is handed over as text. What no field can hold is shown as it writes itself."""
    try:
        kept = field_type_of(type(value))
        stored = kept.key(value)
    except (TypeError, ValueError):
        return str(value)
    if kept.kind is Kind.ENUM:
        return str(stored)
    with localcontext(prec=_DIGITS):
        return FORMATS[kept.primitive.type](stored, _locale(language))


def money(amount: Decimal, currency: str, language: Language) -> str:
    """Returns an amount of a currency (ISO 4217), rounded to the digits that this has: ``1.200,50 €``."""
    with localcontext(prec=_DIGITS):
        return format_currency(amount, currency, locale=_locale(language))


def _locale(language: Language) -> Locale:
    return Locale.parse(language, sep="-")
