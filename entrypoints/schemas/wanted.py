"""The sentences that say which type or form of a value is wanted, where another was sent."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.primitives import form_of_each
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _

TEXT = _("This must be text")
LIST = _("This must be a list")
OBJECT = _("This must be an object with named members")
_JSON = _("This must be a JSON document without damaged text")
_DECIMAL_AS_TEXT = _('This must be a decimal number as text, such as "12.50"')
_OF_TYPE = _("This is no {type}. See the API description")

WANTED: Mapping[type, Message] = form_of_each(
    {
        bool: _("This must be true or false"),
        int: _("This must be a whole number, such as 7"),
        str: TEXT,
        float: _("This must be a number, such as 0.5"),
        Decimal: _("This must be a decimal number, such as 12.50"),
        datetime: _("This must be a date and time with an offset, such as 2026-05-01T08:30:00Z"),
        date: _("This must be a date, such as 2026-05-01"),
        time: _("This must be a time of day, such as 08:30"),
        timedelta: _("This must be a duration in days, hours, minutes and seconds, such as P1DT2H30M"),
        bytes: _("This must be base64, such as AP8="),
        UUID: _("This must be an id, such as 0190f2c3-7a4b-7cde-8f01-23456789abcd"),
    }
)
"""By primitive type, as a client writes it."""


def wanted_in_json(kept: FieldType) -> Message:
    """Returns the sentence for a member of a body."""
    match kept.kind:
        case Kind.JSON:
            return _JSON
        case Kind.TUPLE:
            return LIST
        case Kind.PLAIN | Kind.ENUM | Kind.VALUE_OBJECT:
            return _DECIMAL_AS_TEXT if kept.primitive.type is Decimal else WANTED[kept.primitive.type]


def wanted_by(kept: FieldType) -> Message:
    """Returns the sentence for a value of the right primitive type that a type of one's own refuses."""
    return _OF_TYPE.bind({"type": kept.name})
