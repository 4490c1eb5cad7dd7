"""Facts about fields that every storage needs: existence, and the key of comparison."""

from collections.abc import Callable
from typing import cast

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import FieldRef
from domain.shared_kernel.filters import Comparison
from domain.shared_kernel.sorting import Sort

_WITHOUT_ORDER = frozenset({Comparison.EQ, Comparison.NE})


def field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """Returns the field of an entity. Raises ``ValueError`` for a name that the entity does not have."""
    try:
        return entity_type.fields[name]
    except KeyError:
        raise ValueError(f"{entity_type.__name__} has no field {name!r}") from None


def text_field_of(entity_type: type[Entity], name: str) -> FieldRef[object]:
    """Returns a field that can be searched. Raises ``ValueError`` for one that holds something else than text."""
    reference = field_of(entity_type, name)
    if not reference.field_type.is_text:
        raise ValueError(f"{reference!r} holds no text to search in")
    return reference


def search_key(entity_type: type[Entity], name: str, text: str) -> str:
    """Returns the text to search for in the keys of a field. Raises ``ValueError`` for a field that holds no text."""
    compare_by = text_field_of(entity_type, name).options.compare_by
    return text if compare_by is None else compare_by(text)


def require_sortable(entity_type: type[Entity], sort: Sort) -> None:
    """Raises ``ValueError`` for a field that the entity does not have, or whose values have no order."""
    reference = field_of(entity_type, sort.field)
    if not reference.field_type.is_ordered:
        raise ValueError(f"{reference!r} has no order to sort by")


def comparison_key(reference: FieldRef[object], value: object) -> object:
    """Returns the value that comparison, sorting and uniqueness use in place of ``value``. Raises ``TypeError`` or
    ``ValueError`` for a value that the field cannot hold."""
    compare_by = cast("Callable[[object], object] | None", reference.options.compare_by)
    key: object = reference.field_type.key(value)
    return key if compare_by is None or key is None else compare_by(key)


def compared_key(reference: FieldRef[object], comparison: Comparison, value: object) -> object:
    """Returns the key of a value that a field is compared with. Raises ``ValueError`` for a comparison by an order that
    the field does not have."""
    if comparison not in _WITHOUT_ORDER and not reference.field_type.is_ordered:
        raise ValueError(f"{reference!r} has no order to be compared by {comparison}")
    return comparison_key(reference, value)
