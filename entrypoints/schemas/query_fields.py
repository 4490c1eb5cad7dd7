"""Types of query parameters, parsed strictly from text."""

import re
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from domain.shared_kernel.language import Language
from entrypoints.schemas.spoken_language import LANGUAGE_SCHEMA, spoken_language
from entrypoints.schemas.text import CLEAN, clean, wrong_type

_INTEGER = re.compile(r"-?[0-9]+")
_MAX_DIGITS: Final = 18
_RFC3339 = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,6})?[0-9]*([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_UUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BOOLEANS = {"true": True, "false": False}


def _boolean(text: object) -> bool:
    if not isinstance(text, str) or text not in _BOOLEANS:
        raise wrong_type()
    return _BOOLEANS[text]


def _integer(text: object) -> int:
    """Numbers that are longer than any bound are cut; they stay out of range."""
    if not isinstance(text, str) or not _INTEGER.fullmatch(text):
        raise wrong_type()
    return int(text[: _MAX_DIGITS + 2])


def _instant(text: object) -> datetime:
    parts = _RFC3339.fullmatch(text) if isinstance(text, str) else None
    if not parts:
        raise wrong_type()
    day, time, fraction, zone = parts.groups(default="")
    try:
        return datetime.fromisoformat(f"{day}T{time}{fraction}{zone.upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong_type() from None


def _uuid(text: object) -> UUID:
    if not isinstance(text, str) or not _UUID.fullmatch(text):
        raise wrong_type()
    return UUID(text)


QueryBool = Annotated[bool, BeforeValidator(_boolean)]
FROM_DIGITS = BeforeValidator(_integer)
"""For numbers, with their bounds: ``Annotated[int, Field(ge=1, le=100), FROM_DIGITS]``."""
QueryInstant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
"""RFC 3339 with an offset."""
QueryUuid = Annotated[UUID, BeforeValidator(_uuid)]
QueryLanguage = Annotated[Language, BeforeValidator(spoken_language), Field(json_schema_extra=LANGUAGE_SCHEMA)]
_CLEAN = Field(json_schema_extra={"pattern": CLEAN})
JobName = Annotated[str, Field(min_length=1, max_length=100), _CLEAN, AfterValidator(clean)]
ActionStart = Annotated[str, Field(min_length=1, max_length=64), _CLEAN, AfterValidator(clean)]
RequestId = Annotated[str, Field(min_length=1, max_length=128), _CLEAN, AfterValidator(clean)]
SearchText = Annotated[str, Field(min_length=1, max_length=100), _CLEAN, AfterValidator(clean)]
