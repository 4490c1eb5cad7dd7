"""What every storage agrees on about fields: which there are, what type they store, what they are compared by."""

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Union, cast, get_args, get_origin

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import FieldRef


def field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """Raises ``ValueError`` for a field that the entity does not have: nothing is silently ignored."""
    try:
        return entity_type.fields[name]
    except KeyError:
        raise ValueError(f"{entity_type.__name__} has no field {name!r}") from None


def text_field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """A field that can be searched. Raises ``ValueError`` for one that holds something else than text."""
    reference = field_of(entity_type, name)
    if not issubclass(plain_type(reference), str):
        raise ValueError(f"{reference!r} holds no text to search in")
    return reference


def comparison_key(reference: FieldRef[object], value: object) -> object:
    """What a value of the field is compared, sorted and made unique by."""
    compare_by = cast("Callable[[object], object] | None", reference.options.compare_by)
    return value if compare_by is None or value is None else compare_by(value)


@cache
def is_nullable(reference: FieldRef[object]) -> bool:
    return NoneType in get_args(reference.type)


@cache
def plain_type(reference: FieldRef[object]) -> type:
    """The type of the values themselves: without ``| None``, and what a ``NewType`` is made of."""
    type_ = reference.type
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (part for part in get_args(type_) if part is not NoneType)
    while hasattr(type_, "__supertype__"):
        type_ = type_.__supertype__
    return cast("type", type_)
