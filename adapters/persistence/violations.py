"""The error that a value stands for which is already taken."""

from adapters.persistence.field_types import field_of
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import ConflictException, DuplicateValue


def taken(entity_type: type[Entity], name: str, value: object) -> ConflictException:
    """What the unique field declares, made from the offending value; else ``DuplicateValue``."""
    unique = field_of(entity_type, name).options.unique
    return unique(str(value)) if unique is not None else DuplicateValue(name)
