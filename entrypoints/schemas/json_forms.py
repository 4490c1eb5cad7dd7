"""Values of fields in the JSON of bodies."""

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import JsonSchemaValue

from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import TOO_LONG, BrokenRule
from entrypoints.schemas.text import clean, invalid_choice, one_of, wrong_type
from entrypoints.schemas.wanted import LIST, wanted_by, wanted_in_json
from entrypoints.schemas.wire_forms import LEAST_INTEGER, MOST_INTEGER, WIRE_FORMS, read_as
from entrypoints.schemas.wire_readers import AT_LEAST, AT_MOST

_ENTRY = _("Entry {number}: {problem}")
_JSON_TYPES: Mapping[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (float, int), str: (str,)}


def read_json(value: object, kept: FieldType) -> Any:
    """Returns the value of a field of a member of a body. Raises ``ValueError``, of which ``BrokenRule`` is one."""
    match kept.kind:
        case Kind.PLAIN:
            return kept.canonical(_primitive(value, kept))
        case Kind.ENUM:
            return _member(value, kept)
        case Kind.JSON:
            return Json.of(value)
        case Kind.TUPLE:
            if kept.elements is None or not isinstance(value, list):
                raise wrong_type(LIST)
            return tuple(_entry(number, each, kept.elements) for number, each in enumerate(value, start=1))
        case Kind.VALUE_OBJECT:
            return made(_primitive(value, kept), kept)


def write_json(value: Any, kept: FieldType) -> Any:
    """Returns the value as JSON has it; clients get decimal numbers, dates and the like as text."""
    if value is None:
        return None
    match kept.kind:
        case Kind.JSON:
            return value.data
        case Kind.TUPLE:
            return [write_json(each, kept.elements) for each in value] if kept.elements else []
        case Kind.PLAIN | Kind.ENUM | Kind.VALUE_OBJECT:
            stored = kept.key(value)
            return stored if kept.primitive.is_json else WIRE_FORMS[kept.primitive.type].write(stored)


def json_schema(kept: FieldType) -> JsonSchemaValue:
    """Returns the JSON Schema of such a member."""
    match kept.kind:
        case Kind.JSON:
            return {}
        case Kind.TUPLE:
            return {"type": "array", "items": json_schema(kept.elements) if kept.elements else {}}
        case Kind.ENUM:
            return {
                "type": "integer" if kept.primitive.type is int else "string",
                "enum": [one.value for one in kept.type],
            }
        case Kind.PLAIN | Kind.VALUE_OBJECT:
            return WIRE_FORMS[kept.primitive.type].schema(kept.limits)


def made(primitive: Any, kept: FieldType) -> Any:
    """Returns the value of one's own type. Raises ``BrokenRule``, its own or one with ``wrong_type``."""
    try:
        value = primitive if kept.from_primitive is None else kept.from_primitive(primitive)
        return kept.canonical(value)
    except BrokenRule:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError):
        raise wrong_type(wanted_by(kept)) from None


def bounded_text(text: str, kept: FieldType) -> str:
    """Returns a text that is clean and not too long."""
    most = kept.limits.max_length
    if most is not None and len(text) > most:
        raise BrokenRule("too_long", TOO_LONG.bind({"limit": most}))
    return clean(text)


def bounded_integer(number: int) -> int:
    """Returns a number that every reader of JSON keeps."""
    if number < LEAST_INTEGER:
        raise BrokenRule("out_of_range", AT_LEAST.bind({"limit": LEAST_INTEGER}))
    if number > MOST_INTEGER:
        raise BrokenRule("out_of_range", AT_MOST.bind({"limit": MOST_INTEGER}))
    return number


def _entry(number: int, value: object, kept: FieldType) -> Any:
    """Returns an entry of a list; its error says which it is."""
    try:
        return read_json(value, kept)
    except BrokenRule as broken:
        raise BrokenRule(broken.code, _ENTRY.bind({"number": number, "problem": broken.message})) from None


def _primitive(value: object, kept: FieldType) -> Any:
    type_ = kept.primitive.type
    if not kept.primitive.is_json:
        if not isinstance(value, str):
            raise wrong_type(wanted_in_json(kept))
        return read_as(type_, value, kept.limits)
    value = _whole(value) if type_ is int else value
    if type(value) not in _JSON_TYPES[type_]:
        raise wrong_type(wanted_in_json(kept))
    if isinstance(value, str):
        return bounded_text(value, kept)
    return bounded_integer(value) if type_ is int and isinstance(value, int) else value


def _whole(value: object) -> object:
    """Returns ``2`` for ``2.0``: JSON has one kind of number, and its schemas call both an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _member(value: object, kept: FieldType) -> Any:
    value = _whole(value) if kept.primitive.type is int else value
    members = {one.value: one for one in kept.type}
    if type(value) is not kept.primitive.type:
        raise wrong_type(one_of(members) if kept.is_text else wanted_in_json(kept))
    if value not in members:
        raise invalid_choice([str(each) for each in members])
    return members[value]
