"""A session as JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from adapters.persistence.field_types import plain_type
from domain.sessions.session import Session

_READ: Mapping[type, Callable[[str], object]] = {UUID: UUID, datetime: datetime.fromisoformat}


def to_json(session: Session) -> str:
    """Returns all fields of a session."""
    return json.dumps(session.values(), default=str, separators=(",", ":"))


def from_json(text: str | bytes) -> Session:
    """Returns the session. Unknown fields, which another release wrote, are ignored; missing ones get their
    defaults."""
    stored: dict[str, Any] = json.loads(text)
    values = {name: _value(name, stored[name]) for name in Session.fields if name in stored}
    return Session(**values)


def _value(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    type_ = plain_type(Session.fields[name])
    return _READ.get(type_, type_)(stored)
