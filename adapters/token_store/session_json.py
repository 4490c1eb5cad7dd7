"""A session as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from domain.sessions.session import Session
from domain.shared_kernel.field_types.field_type import FieldType
from domain.shared_kernel.field_types.primitives import text_of

_ENCODER = json.JSONEncoder(default=text_of, separators=(",", ":"))
Reader = Callable[[Any], object]
_DECODER = json.JSONDecoder()


def to_json(session: Session) -> str:
    """Returns all fields of a session."""
    return _ENCODER.encode(session.values())


def from_json(text: str | bytes) -> Session:
    """Returns the session. Unknown fields, which another release wrote, are ignored; missing ones get their
    defaults."""
    stored: dict[str, Any] = _DECODER.decode(text if isinstance(text, str) else text.decode())
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


def _readers() -> Iterator[tuple[str, Reader]]:
    for name, reference in Session.fields.items():
        if read := _reader(reference.field_type):
            yield name, read


_READERS: Mapping[str, Reader] = dict(_readers())
