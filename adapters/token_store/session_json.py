"""A session as JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.persistence.field_types import plain_type
from domain.sessions.session import Session
from domain.shared_kernel.fields import FieldRef

_ENCODER = json.JSONEncoder(default=str, separators=(",", ":"))
Reader = Callable[[str], object]
_READ: Mapping[type, Reader] = {UUID: UUID, datetime: datetime.fromisoformat}


def to_json(session: Session) -> str:
    """Returns all fields of a session."""
    return _ENCODER.encode(session.values())


def from_json(text: str | bytes) -> Session:
    """Returns the session. Unknown fields, which another release wrote, are ignored; missing ones get their
    defaults."""
    stored: dict[str, Any] = json.loads(text)
    values = {name: _value(read, stored[name]) for name, read in _READERS.items() if name in stored}
    return Session.restore(values) if len(values) == len(_READERS) else Session(**values)


def _value(read: Reader | None, stored: Any) -> Any:
    return stored if read is None or stored is None else read(stored)


def _reader(reference: FieldRef[object]) -> Reader | None:
    """Returns the function that reads a value; ``None`` for types that JSON has itself."""
    type_ = plain_type(reference)
    return None if type_ in {str, int, bool} else _READ.get(type_, type_)


_READERS: Mapping[str, Reader | None] = {name: _reader(reference) for name, reference in Session.fields.items()}
