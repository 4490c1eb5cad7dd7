"""Parsers of values that are sent as text, in queries, and in bodies where JSON has no such type. Each accepts one way
of writing, and raises ``ValueError`` for any other: ``BrokenRule`` where a limit is exceeded."""

import re
from base64 import b64decode
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.messages import lazy_ngettext
from domain.shared_kernel.text import BrokenRule

AT_LEAST = _("This must be {limit} or more")
AT_MOST = _("This must be {limit} or less")
_FRACTION_TOO_LONG = lazy_ngettext(
    "Use at most {limit} digit behind the point", "Use at most {limit} digits behind the point", "limit"
)
_BYTES_TOO_MANY = lazy_ngettext("Send at most {limit} byte", "Send at most {limit} bytes", "limit")

DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
DURATION: Final = (
    r"(-?)P(?=[0-9T])([0-9]{1,9}D)?(?:T(?=[0-9])([0-9]{1,7}H)?([0-9]{1,7}M)?([0-9]{1,7}(?:\.[0-9]{1,6})?S)?)?"
)
FLOAT: Final = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_DECIMAL = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_INTEGER = re.compile(r"-?[0-9]+")
_MAX_DIGITS: Final = 18
_RFC3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,6})?[0-9]*([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_UUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BOOLEANS = {"true": True, "false": False}


def read_boolean(text: str, _limits: Limits) -> bool:
    """Reads ``true`` or ``false``."""
    if text not in _BOOLEANS:
        raise ValueError(text)
    return _BOOLEANS[text]


def read_integer(text: str, _limits: Limits) -> int:
    """Numbers that are longer than any bound are cut; they stay out of range."""
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text[: _MAX_DIGITS + 2])


def read_float(text: str, _limits: Limits) -> float:
    """Reads a number as JSON writes it."""
    return float(_matching(FLOAT, text))


def read_decimal(text: str, limits: Limits) -> Decimal:
    """Reads digits with a point. Raises ``too_long`` for further digits behind the point than are kept, and
    ``out_of_range`` for further ones before it."""
    found = _DECIMAL.fullmatch(text)
    if not found:
        raise ValueError(text)
    if limits.precision is None:
        return Decimal(text)
    precision, scale = limits.precision, limits.scale or 0
    if len(found[1] or "") > scale:
        raise BrokenRule("too_long", _FRACTION_TOO_LONG.bind({"limit": scale}))
    number, most = Decimal(text), Decimal((0, (9,) * precision, -scale))
    if number > most:
        raise BrokenRule("out_of_range", AT_MOST.bind({"limit": most}))
    if number < most.copy_negate():
        raise BrokenRule("out_of_range", AT_LEAST.bind({"limit": most.copy_negate()}))
    return number


def read_instant(text: str, _limits: Limits) -> datetime:
    """Reads RFC 3339 with an offset, and returns the instant in UTC."""
    parts = _RFC3339.fullmatch(text)
    if not parts:
        raise ValueError(text)
    day, clock, fraction, zone = parts.groups(default="")
    return datetime.fromisoformat(f"{day}T{clock}{fraction}{zone.upper()}").astimezone(UTC)


def read_day(text: str, _limits: Limits) -> date:
    """Reads ``2026-05-01`` (RFC 3339, full-date)."""
    return date.fromisoformat(_matching(DAY, text))


def read_time(text: str, _limits: Limits) -> time:
    """Reads ``08:30``, ``08:30:00`` or ``08:30:00.5``, without a zone."""
    return time.fromisoformat(_matching(TIME, text))


def read_duration(text: str, _limits: Limits) -> timedelta:
    """Reads ``P1DT2H30M`` (ISO 8601). Years and months, which are not of one length, are refused."""
    found = re.fullmatch(DURATION, text)
    if not found:
        raise ValueError(text)
    sign, *parts = found.groups(default="")
    days, hours, minutes, seconds = (part[:-1] or "0" for part in parts)
    whole, _, fraction = seconds.partition(".")
    length = timedelta(int(days), int(whole), int(fraction.ljust(6, "0")), 0, int(minutes), int(hours))
    return -length if sign else length


def read_octets(text: str, limits: Limits) -> bytes:
    """Reads base64 (RFC 4648, section 4). Raises ``too_long`` for more bytes than are kept."""
    found = b64decode(text, validate=True)
    if limits.max_length is not None and len(found) > limits.max_length:
        raise BrokenRule("too_long", _BYTES_TOO_MANY.bind({"limit": limits.max_length}))
    return found


def read_uuid(text: str, _limits: Limits) -> UUID:
    """Reads the form with hyphens."""
    if not _UUID.fullmatch(text):
        raise ValueError(text)
    return UUID(text)


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text
