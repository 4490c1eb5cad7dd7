"""Members of bodies and parameters of queries with the types that fields have.

``amount: Annotated[Decimal, FromJson(Invoice.amount)]`` takes its digits from the field, and so do its description and
its errors; ``due_to: Maybe[Annotated[date, FromText(Invoice.due_on)]] = None`` is a parameter."""

from collections.abc import Callable
from functools import partial
from typing import Any

import attrs
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.registry import field_type_of, without_none
from domain.shared_kernel.fields import FieldRef
from domain.shared_kernel.messages import Message
from domain.shared_kernel.text import BrokenRule, parse_line
from entrypoints.schemas.json_forms import bounded_integer, bounded_text, json_schema, made, read_json, write_json
from entrypoints.schemas.text import CLEAN_AND_TRIMMED, invalid_choice, wrong_type
from entrypoints.schemas.wanted import TEXT, WANTED, wanted_in_json
from entrypoints.schemas.wire_forms import WIRE_FORMS, read_as


@attrs.frozen(init=False)
class FromJson:
    """Reads and writes a member of a body; ``of`` is a field, or a type with the limits of its values."""

    kept: FieldType

    def __init__(
        self,
        of: Any,
        *,
        max_length: int | None = None,
        precision: int | None = None,
        scale: int | None = None,
    ) -> None:
        """Raises ``TypeError`` for a type that no field type is registered for."""
        named = of.field_type if isinstance(of, FieldRef) else field_type_of(of, Limits(max_length, precision, scale))
        self.__attrs_init__(named)

    @property
    def read(self) -> Callable[[object], Any]:
        """The function that parses what was sent."""
        return partial(read_json, kept=self.kept)

    @property
    def wanted(self) -> Message:
        """The sentence for a value of another type or form."""
        return wanted_in_json(self.kept)

    def described(self) -> JsonSchemaValue:
        """Returns the JSON Schema."""
        return json_schema(self.kept)

    def _validated(self, value: object) -> Any:
        """Returns what was read. Raises ``BrokenRule`` alone, which is reported as the error of the member."""
        try:
            return self.read(value)
        except BrokenRule:
            raise
        except (TypeError, ValueError, OverflowError, RecursionError):
            raise wrong_type(self.wanted) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(
            partial(write_json, kept=self.kept), when_used="json-unless-none"
        )
        read = core_schema.no_info_plain_validator_function(self._validated, serialization=written)
        return core_schema.nullable_schema(read) if without_none(source)[1] else read

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = self.described()
        return {"anyOf": [described, {"type": "null"}]} if schema["type"] == "nullable" else described


@attrs.frozen(init=False)
class FromText(FromJson):
    """Reads a parameter of a query, or an option of a command. Raises ``TypeError`` for lists and JSON, which have no
    text there."""

    def __init__(
        self,
        of: Any,
        *,
        max_length: int | None = None,
        precision: int | None = None,
        scale: int | None = None,
    ) -> None:
        super().__init__(of, max_length=max_length, precision=precision, scale=scale)
        if self.kept.kind in {Kind.TUPLE, Kind.JSON}:
            raise TypeError(f"{self.kept.name} cannot be asked for in a query")

    @property
    def wanted(self) -> Message:
        """The sentence for a value of another type or form."""
        return WANTED[self.kept.primitive.type]

    @property
    def read(self) -> Callable[[object], Any]:
        """The function that parses what was sent."""
        return partial(_read_text, kept=self.kept)


@attrs.frozen(init=False)
class FromLine(FromJson):
    """Reads and writes a member that is a line of text: it is trimmed, and has at least one character."""

    def __init__(self, of: Any, *, max_length: int | None = None) -> None:
        """Raises ``TypeError`` for a type that is no text, or has no ``max_length``."""
        super().__init__(of, max_length=max_length)
        if not self.kept.is_text or self.kept.limits.max_length is None:
            raise TypeError(f"{self.kept.name} is no line of text: declare a text with max_length")

    @property
    def read(self) -> Callable[[object], Any]:
        """The function that parses what was sent."""
        return partial(_read_line, kept=self.kept)

    def described(self) -> JsonSchemaValue:
        """Returns the JSON Schema."""
        return super().described() | {"minLength": 1, "pattern": CLEAN_AND_TRIMMED}


def write_text(value: Any, kept: FieldType) -> str:
    """Returns the value of a field as a command prints it, and as a query asks for it."""
    return "" if value is None else WIRE_FORMS[kept.primitive.type].write(kept.key(value))


def _read_line(text: object, kept: FieldType) -> Any:
    if not isinstance(text, str):
        raise wrong_type(TEXT)
    line = parse_line(text, kept.limits.max_length or 0)
    return made(line, kept) if kept.kind is Kind.VALUE_OBJECT else kept.canonical(line)


def _read_text(text: object, kept: FieldType) -> Any:
    if not isinstance(text, str):
        raise wrong_type(WANTED[kept.primitive.type])
    if kept.kind is Kind.ENUM:
        members = {str(one.value): one for one in kept.type}
        if text not in members:
            raise invalid_choice(list(members))
        return members[text]
    found = read_as(kept.primitive.type, text, kept.limits)
    if isinstance(found, str):
        found = bounded_text(found, kept)
    elif kept.primitive.type is int:
        found = bounded_integer(found)
    return made(found, kept) if kept.kind is Kind.VALUE_OBJECT else kept.canonical(found)
