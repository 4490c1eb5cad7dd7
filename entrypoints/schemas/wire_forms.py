"""How clients write and read each primitive type as text, and how the API description says so."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import attrs
from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.primitives import form_of_each
from domain.shared_kernel.text import BrokenRule
from entrypoints.schemas import wire_readers as read
from entrypoints.schemas.text import CLEAN, wrong_type
from entrypoints.schemas.wanted import WANTED

_MINUTE, _HOUR = 60, 3600


@attrs.frozen
class WireForm:
    """``read`` parses text and raises ``ValueError`` or ``OverflowError`` for what is none; ``write`` returns the text
    that clients get; ``schema`` describes the value in JSON Schema."""

    read: Callable[[str, Limits], Any]
    write: Callable[[Any], str]
    schema: Callable[[Limits], JsonSchemaValue]


MOST_INTEGER = 2**53 - 1
"""The largest whole number that every reader of JSON keeps (RFC 7493, section 2.2), those with floating-point numbers,
such as browsers, too. With other bounds these would take a number for another one."""
LEAST_INTEGER = -MOST_INTEGER


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _duration(length: timedelta) -> str:
    """Returns ``-PT0.5S`` for minus half a second, and ``PT0S`` for nothing."""
    days, seconds, microseconds = abs(length).days, abs(length).seconds, abs(length).microseconds
    fraction = f".{microseconds:06}".rstrip("0").rstrip(".")
    clock = (
        (f"{seconds // _HOUR}H" if seconds >= _HOUR else "")
        + (f"{seconds % _HOUR // _MINUTE}M" if seconds % _HOUR >= _MINUTE else "")
        + (f"{seconds % _MINUTE}{fraction}S" if seconds % _MINUTE or fraction or not length else "")
    )
    day = f"{days}D" if days else ""
    return f"{'-' if length < timedelta(0) else ''}P{day}{f'T{clock}' if clock else ''}"


def _decimal_schema(limits: Limits) -> JsonSchemaValue:
    if limits.precision is None:
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    precision, scale = limits.precision, limits.scale or 0
    whole = f"[0-9]{{1,{precision - scale}}}" if precision > scale else "0"
    fraction = rf"(\.[0-9]{{1,{scale}}})?" if scale else ""
    return {"type": "string", "pattern": f"^-?{whole}{fraction}$", "examples": [f"{Decimal(1).scaleb(-scale):f}"]}


def _text_schema(limits: Limits) -> JsonSchemaValue:
    bound = {} if limits.max_length is None else {"maxLength": limits.max_length}
    return {"type": "string", "pattern": CLEAN, **bound}


def _octets_schema(limits: Limits) -> JsonSchemaValue:
    """Describes base64 of at most ``max_length`` bytes: groups of three, and a shorter one at the end."""
    group, one, two = "[A-Za-z0-9+/]{4}", "[A-Za-z0-9+/]{2}==", "[A-Za-z0-9+/]{3}="
    pattern = f"(?:{group})*(?:{one}|{two})?"
    if limits.max_length is not None:
        whole, left = divmod(limits.max_length, 3)
        last = ("", f"(?:{one})?", f"(?:{one}|{two})?")[left]
        shorter = f"(?:{group}){{0,{whole - 1}}}(?:{one}|{two})?|" if whole else ""
        pattern = f"(?:{shorter}(?:{group}){{{whole}}}{last})"
    return {"type": "string", "contentEncoding": "base64", "pattern": f"^{pattern}$"}


def _text(**schema: str) -> Callable[[Limits], JsonSchemaValue]:
    return lambda _limits: {"type": "string", **schema}


WIRE_FORMS: Mapping[type, WireForm] = form_of_each(
    {
        bool: WireForm(read.read_boolean, lambda value: str(value).lower(), lambda _limits: {"type": "boolean"}),
        int: WireForm(
            read.read_integer,
            str,
            lambda _limits: {"type": "integer", "minimum": LEAST_INTEGER, "maximum": MOST_INTEGER},
        ),
        str: WireForm(lambda text, _limits: text, str, _text_schema),
        float: WireForm(read.read_float, repr, lambda _limits: {"type": "number"}),
        Decimal: WireForm(read.read_decimal, "{:f}".format, _decimal_schema),
        datetime: WireForm(read.read_instant, _instant, _text(format="date-time")),
        date: WireForm(read.read_day, date.isoformat, _text(format="date")),
        time: WireForm(read.read_time, time.isoformat, _text(pattern=f"^{read.TIME}$")),
        timedelta: WireForm(read.read_duration, _duration, _text(format="duration", pattern=f"^{read.DURATION}$")),
        bytes: WireForm(read.read_octets, lambda value: b64encode(value).decode("ascii"), _octets_schema),
        UUID: WireForm(read.read_uuid, str, _text(format="uuid")),
    }
)
"""Whatever else a field holds is sent as one of these."""


def read_as(type_: type, text: str, limits: Limits) -> Any:
    """Returns the value of a primitive type. Raises ``BrokenRule``, for text of another form with ``wrong_type``."""
    try:
        return WIRE_FORMS[type_].read(text, limits)
    except BrokenRule:
        raise
    except (ValueError, OverflowError):
        raise wrong_type(WANTED[type_]) from None
