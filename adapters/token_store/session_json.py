"""A session as JSON."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pydantic_core

from domain.sessions.session import Session
from domain.shared_kernel.field_types.field_type import FieldType

Reader = Callable[[Any], object]
Writer = Callable[[Any], object]
_WRITTEN_AS_THEY_ARE = (UUID, datetime)
"""Primitive types that the JSON of pydantic writes as text which ``from_text`` reads."""


def to_json(session: Session, version: int | None = None) -> str:
    """Returns all fields of a session; with another ``version``, if one is given."""
    values = session.values()
    if version is not None:
        values["version"] = version
    for name, write in _WRITERS.items():
        values[name] = write(values[name])
    return pydantic_core.to_json(values).decode()


def from_json(text: str | bytes) -> Session:
    """Returns the session. Unknown fields, which another release wrote, are ignored; missing ones get their
    defaults."""
    stored: dict[str, Any] = pydantic_core.from_json(text)
    values = stored if stored.keys() == Session.fields.keys() else _known(stored)
    for name, read in _READERS.items():
        if (value := values.get(name)) is not None:
            values[name] = read(value)
    return Session.restore(values) if values is stored else Session(**values)


def _known(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name in Session.fields}


def _reader(kept: FieldType) -> Reader | None:
    """Returns the function that reads a value; ``None`` for types that JSON has itself."""
    if kept.primitive.is_json:
        return kept.from_primitive
    return kept.primitive.from_text if kept.from_primitive is None else kept.from_json


def _writers() -> Iterator[tuple[str, Writer]]:
    for name, reference in Session.fields.items():
        kept = reference.field_type
        is_text = not kept.primitive.is_json and kept.primitive.type not in _WRITTEN_AS_THEY_ARE
        if is_text or kept.to_primitive is not None:
            yield name, kept.to_json


def _readers() -> Iterator[tuple[str, Reader]]:
    for name, reference in Session.fields.items():
        if read := _reader(reference.field_type):
            yield name, read


_WRITERS: Mapping[str, Writer] = dict(_writers())
_READERS: Mapping[str, Reader] = dict(_readers())
