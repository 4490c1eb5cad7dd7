"""The registry of field types: what a field may hold, and as which primitive it is kept.

``Field[Money]`` is possible once ``register_field_type(Money, stored_as=…)`` has been called, in the module of
``Money``. From then on its column, filters, cursors, jobs, bodies, queries, options and mails follow."""

from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum, StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs

from domain.shared_kernel.field_types.derived import enum_type, json_type, tuple_type, value_object_type
from domain.shared_kernel.field_types.field_type import FieldType, Kind
from domain.shared_kernel.field_types.json_value import Json
from domain.shared_kernel.field_types.limits import NO_LIMITS, Limits
from domain.shared_kernel.field_types.primitives import PRIMITIVES

V = TypeVar("V")
S = TypeVar("S")

_INSTEAD = {list: "tuple[str, ...]", set: "tuple[str, ...]", frozenset: "tuple[str, ...]", dict: "Json"}


@attrs.frozen
class _Registered:
    stored_as: Any
    to_stored: Callable[[Any], Any]
    from_stored: Callable[[Any], Any]
    is_ordered: bool


_value_objects: dict[type, _Registered] = {}


def register_field_type(
    type_: type[V],
    *,
    stored_as: type[S],
    to_stored: Callable[[V], S],
    from_stored: Callable[[S], V],
    is_ordered: bool = True,
) -> None:
    """Registers an immutable type of one's own. ``from_stored(to_stored(value)) == value`` must hold, and equal values
    must be stored alike. Rows are sorted by what is stored; ``is_ordered=False`` refuses that where it means nothing.
    Raises ``ValueError`` for a type that is there already."""
    if type_ in _value_objects or type_ in PRIMITIVES:
        raise ValueError(f"{type_.__name__} is a field type already")
    _value_objects[type_] = _Registered(stored_as, to_stored, from_stored, is_ordered)


def without_none(annotation: Any) -> tuple[Any, bool]:
    """Returns ``Decimal, True`` for ``Decimal | None``."""
    if get_origin(annotation) not in (Union, UnionType):
        return annotation, False
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return (parts[0] if len(parts) == 1 else annotation), len(parts) < len(get_args(annotation))


def field_type_of(annotation: Any, limits: Limits = NO_LIMITS) -> FieldType:
    """Returns the field type of an annotation, with or without ``| None``. Raises ``TypeError``, with the line that
    registers it, for a type that nobody has registered."""
    type_, _ = without_none(annotation)
    while hasattr(type_, "__supertype__"):
        type_ = type_.__supertype__
    if get_origin(type_) is tuple:
        return _tuple(type_, limits)
    if not isinstance(type_, type):
        raise TypeError(_unregistered(type_))
    return _plain(type_, limits)


def require_digits(kept: FieldType) -> None:
    """Raises ``TypeError`` for decimal numbers without the number of their digits, which a column must know."""
    precision, scale = kept.limits.precision, kept.limits.scale
    if kept.elements is not None:
        require_digits(kept.elements)
    elif kept.primitive.type is Decimal and (precision is None or scale is None or not 0 <= scale <= precision):
        raise TypeError("a Decimal needs its digits, all and those behind the point: field(precision=12, scale=2)")


def _plain(type_: type, limits: Limits) -> FieldType:
    if type_ in _value_objects:
        registered = _value_objects[type_]
        stored = field_type_of(registered.stored_as, limits)
        return value_object_type(type_, stored, registered.to_stored, registered.from_stored, registered.is_ordered)
    if type_ is Json:
        return json_type()
    if issubclass(type_, StrEnum | IntEnum):
        return enum_type(type_)
    if type_ not in PRIMITIVES:
        raise TypeError(_unregistered(type_))
    return _primitive(type_, limits)


def _primitive(type_: type, limits: Limits) -> FieldType:
    primitive = PRIMITIVES[type_]
    if primitive.canonical is None:
        return FieldType(type_, Kind.PLAIN, primitive, limits=limits)
    canonical = primitive.canonical

    def keep(value: Any) -> Any:
        return canonical(value, limits)

    return FieldType(type_, Kind.PLAIN, primitive, keep, keep, limits=limits)


def _tuple(type_: Any, limits: Limits) -> FieldType:
    first, *others = get_args(type_)
    if others != [Ellipsis]:
        raise TypeError(f"{type_}: a tuple of any length is declared as tuple[str, ...]")
    elements = field_type_of(first, limits)
    if without_none(first)[1] or elements.kind in {Kind.TUPLE, Kind.JSON}:
        raise TypeError(f"{type_}: a tuple holds scalars; what is nested is kept as Json")
    return tuple_type(type_, elements)


def _unregistered(type_: Any) -> str:
    name = type_.__name__ if isinstance(type_, type) else str(type_)
    origin = get_origin(type_) or type_
    if origin in _INSTEAD:
        return f"a field cannot hold what can change: instead of {name}, declare {_INSTEAD[origin]}"
    return (
        f"no field type is registered for {name}. In its module, add: "
        f"register_field_type({name}, stored_as=str, to_stored=str, from_stored={name}), from {__name__}"
    )
