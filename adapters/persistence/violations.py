"""Errors for violated unique fields."""

from adapters.persistence.field_types import field_of
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ConflictException, DuplicateValue


def duplicate_error(entity_type: type[Entity], name: str, value: object) -> ConflictException:
    """Returns the error that the unique field declares, with the duplicate value; without one, ``DuplicateValue``."""
    unique = field_of(entity_type, name).options.unique
    return unique(str(value)) if unique is not None else DuplicateValue(name)
