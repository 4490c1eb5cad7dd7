"""A session as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from adapters.persistence.field_types import plain_type
from domain.sessions.session import Session

_ENCODER = json.JSONEncoder(default=str, separators=(",", ":"))
Reader = Callable[[str], object]
_READ: Mapping[type, Reader] = {UUID: UUID, datetime: datetime.fromisoformat}
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


def _reader(type_: type) -> Reader:
    if issubclass(type_, Enum):
        members = {member.value: member for member in type_}
        return lambda value: members.get(value) or type_(value)
    return _READ[type_]


def _readers() -> Iterator[tuple[str, Reader]]:
    """Yields the functions that read values of types that JSON does not have itself."""
    for name, reference in Session.fields.items():
        if (type_ := plain_type(reference)) not in {str, int, bool}:
            yield name, _reader(type_)


_READERS: Mapping[str, Reader] = dict(_readers())
