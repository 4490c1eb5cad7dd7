"""Field types that are made of others."""

import json
from collections.abc import Callable
from enum import IntEnum, StrEnum
from typing import Any

from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.primitives import PRIMITIVES

MAX_MEMBER_LENGTH = 32
"""Characters of a member of an enumeration: there is room for further ones without a migration."""


def enum_type(enum: type[StrEnum] | type[IntEnum]) -> FieldType:
    """Returns the type of an enumeration, whose members are kept as their values. Raises ``TypeError`` for a value that
    is too long."""
    primitive = PRIMITIVES[str if issubclass(enum, StrEnum) else int]
    for member in enum:
        if len(str(member.value)) > MAX_MEMBER_LENGTH:
            raise TypeError(
                f"{enum.__name__}.{member.name} has more than the {MAX_MEMBER_LENGTH} characters of a column"
            )

    members: dict[Any, Any] = {member.value: member for member in enum}

    def member_of(value: Any) -> Any:
        return members.get(value) or enum(value)

    def value_of(member: Any) -> str | int:
        found: str | int = member_of(member).value
        return found

    return FieldType(enum, Kind.ENUM, primitive, member_of, value_of, member_of)


def json_type() -> FieldType:
    """Returns the type of JSON documents, which are kept as their canonical text."""

    def keep(value: Any) -> Json:
        if not isinstance(value, Json):
            raise TypeError(f"a {type(value).__name__} in the place of a Json: make one by Json.of(…)")
        return Json.parse(value.text)

    def text_of(value: Any) -> str:
        return value if isinstance(value, str) else keep(value).text

    return FieldType(Json, Kind.JSON, PRIMITIVES[str], keep, text_of, Json, is_ordered=False)


def tuple_type(annotation: Any, elements: FieldType) -> FieldType:
    """Returns the type of tuples of scalars, which are kept as a JSON array."""

    def element(value: Any) -> Any:
        if value is None or (elements.kind is Kind.PLAIN and not isinstance(value, elements.primitive.type | int)):
            raise TypeError(f"a {type(value).__name__} in a {annotation}")
        return elements.canonical(value)

    def keep(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, tuple):
            raise TypeError(f"a {type(value).__name__} in the place of a tuple")
        return tuple(map(element, value))

    def text_of(value: Any) -> str:
        if isinstance(value, str):
            return value
        return json.dumps([elements.to_json(each) for each in keep(value)], separators=(",", ":"))

    def tuple_of(text: str) -> tuple[Any, ...]:
        return tuple(map(elements.from_json, json.loads(text)))

    return FieldType(
        annotation, Kind.TUPLE, PRIMITIVES[str], keep, text_of, tuple_of, is_ordered=False, elements=elements
    )


def value_object_type(
    type_: type, stored: FieldType, to_stored: Callable[[Any], Any], from_stored: Callable[[Any], Any], is_ordered: bool
) -> FieldType:
    """Returns the type of a registered class, which is kept as ``stored`` is."""

    def keep(value: Any) -> Any:
        if not isinstance(value, type_):
            raise TypeError(f"a {type(value).__name__} in the place of a {type_.__name__}")
        return value_of(key_of(value))

    def key_of(value: Any) -> Any:
        return stored.key(to_stored(value) if isinstance(value, type_) else value)

    def value_of(primitive: Any) -> Any:
        return from_stored(primitive if stored.from_primitive is None else stored.from_primitive(primitive))

    return FieldType(
        type_,
        Kind.VALUE_OBJECT,
        stored.primitive,
        keep,
        key_of,
        value_of,
        is_ordered=is_ordered and stored.is_ordered,
        limits=stored.limits,
    )
