"""Types of query parameters, parsed strictly from text."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from domain.shared_kernel.field_types.limits import NO_LIMITS
from domain.shared_kernel.language import Language
from entrypoints.schemas.spoken_language import LANGUAGE_SCHEMA, spoken_language
from entrypoints.schemas.text import CLEAN, clean, wrong_type
from entrypoints.schemas.wanted import WANTED
from entrypoints.schemas.wire_forms import read_as


def _from_text(type_: type) -> BeforeValidator:
    def parse(text: object) -> object:
        if not isinstance(text, str):
            raise wrong_type(WANTED[type_])
        return read_as(type_, text, NO_LIMITS)

    return BeforeValidator(parse)


QueryBool = Annotated[bool, _from_text(bool)]
FROM_DIGITS = _from_text(int)
"""For numbers, with their bounds: ``Annotated[int, Field(ge=1, le=100), FROM_DIGITS]``."""
QueryInstant = Annotated[datetime, _from_text(datetime), WithJsonSchema({"type": "string", "format": "date-time"})]
"""RFC 3339 with an offset."""
QueryUuid = Annotated[UUID, _from_text(UUID)]
QueryLanguage = Annotated[Language, BeforeValidator(spoken_language), Field(json_schema_extra=LANGUAGE_SCHEMA)]
_CLEAN = Field(json_schema_extra={"pattern": CLEAN})
JobName = Annotated[str, Field(min_length=1, max_length=100), _CLEAN, AfterValidator(clean)]
ActionStart = Annotated[str, Field(min_length=1, max_length=64), _CLEAN, AfterValidator(clean)]
RequestId = Annotated[str, Field(min_length=1, max_length=128), _CLEAN, AfterValidator(clean)]
SearchText = Annotated[str, Field(min_length=1, max_length=100), _CLEAN, AfterValidator(clean)]
