"""Facts about fields that every storage needs: existence, plain type, nullability and the key of comparison."""

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Union, cast, get_args, get_origin

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import FieldRef


def field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """Returns the field of an entity. Raises ``ValueError`` for a name that the entity does not have."""
    try:
        return entity_type.fields[name]
    except KeyError:
        raise ValueError(f"{entity_type.__name__} has no field {name!r}") from None


def text_field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """Returns a field that can be searched. Raises ``ValueError`` for one that holds something else than text."""
    reference = field_of(entity_type, name)
    if not issubclass(plain_type(reference), str):
        raise ValueError(f"{reference!r} holds no text to search in")
    return reference


def comparison_key(reference: FieldRef[object], value: object) -> object:
    """Returns the value that comparison, sorting and uniqueness use in place of ``value``."""
    compare_by = cast("Callable[[object], object] | None", reference.options.compare_by)
    return value if compare_by is None or value is None else compare_by(value)


@cache
def is_nullable(reference: FieldRef[object]) -> bool:
    """Returns true if the field may hold ``None``."""
    return NoneType in get_args(reference.type)


@cache
def plain_type(reference: FieldRef[object]) -> type:
    """Returns the type of the values: without ``| None``, and for a ``NewType`` the type that it is made of."""
    type_ = reference.type
    if get_origin(type_) in (Union, UnionType):
        (type_,) = (part for part in get_args(type_) if part is not NoneType)
    while hasattr(type_, "__supertype__"):
        type_ = type_.__supertype__
    return cast("type", type_)
