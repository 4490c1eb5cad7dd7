"""The types that every storage has a column for. The set is closed: whatever else a field holds is kept as one of
them, so that a storage, a list or a form that knows these knows all."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import attrs

from domain.shared_kernel.field_types import canonical
from domain.shared_kernel.field_types.limits import Limits

FormT = TypeVar("FormT")


@attrs.frozen
class Primitive:
    """``type`` is written as ``to_text``, which loses nothing and which ``from_text`` reads. ``tag`` stands for it
    where such text is stored, and never changes. ``canonical`` returns the form that is kept of a value and refuses
    what cannot be kept; ``None`` leaves values as they are. ``is_json`` means that JSON has the type itself."""

    type: type
    tag: str
    to_text: Callable[[Any], str]
    from_text: Callable[[str], Any]
    canonical: Callable[[object, Limits], Any] | None = None
    is_json: bool = False

    def from_json(self, stored: object) -> Any:
        """Returns the value that JSON keeps as ``stored``. Raises ``TypeError`` or ``ValueError`` for another."""
        if self.is_json and (type(stored) is self.type or (self.type is float and type(stored) is int)):
            return stored
        if self.is_json or not isinstance(stored, str):
            raise TypeError(f"a {type(stored).__name__} in the place of a {self.type.__name__}")
        return self.from_text(stored)


_MICROSECOND = timedelta(microseconds=1)


def _microseconds(duration: timedelta) -> str:
    return str(duration // _MICROSECOND)


def _duration(microseconds: str) -> timedelta:
    return int(microseconds) * _MICROSECOND


def _base64(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")


def _octets(text: str) -> bytes:
    return b64decode(text, validate=True)


_ALL = (
    Primitive(bool, "b", lambda value: str(int(value)), lambda text: text == "1", is_json=True),
    Primitive(int, "i", str, int, is_json=True),
    Primitive(str, "s", str, str, is_json=True),
    Primitive(float, "f", repr, float, canonical.finite, is_json=True),
    Primitive(Decimal, "d", "{:f}".format, Decimal, canonical.decimal),
    Primitive(datetime, "t", datetime.isoformat, datetime.fromisoformat, canonical.instant),
    Primitive(date, "y", date.isoformat, date.fromisoformat, canonical.day),
    Primitive(time, "c", time.isoformat, time.fromisoformat, canonical.time_of_day),
    Primitive(timedelta, "l", _microseconds, _duration, canonical.duration),
    Primitive(bytes, "o", _base64, _octets, canonical.octets),
    Primitive(UUID, "u", str, UUID),
)

PRIMITIVES: Mapping[type, Primitive] = {primitive.type: primitive for primitive in _ALL}


def form_of_each(forms: Mapping[type, FormT]) -> Mapping[type, FormT]:
    """Returns ``forms``, a table by primitive type. Raises ``TypeError`` if it lacks one or has another: it is checked
    when its module is imported, which is before anything is served."""
    missing, unknown = PRIMITIVES.keys() - forms.keys(), forms.keys() - PRIMITIVES.keys()
    if missing or unknown:
        names = ", ".join(sorted(type_.__name__ for type_ in missing | unknown))
        raise TypeError(f"a table of forms must have one for each primitive type, and for no other: {names}")
    return forms


def primitive_of(value: object) -> Primitive:
    """Returns the primitive of a plain value, by its type or the nearest base of that. Raises ``TypeError``."""
    for type_ in type(value).__mro__:
        if type_ in PRIMITIVES:
            return PRIMITIVES[type_]
    raise TypeError(f"{type(value).__name__} is no primitive type")
