"""Names that a field cannot have, as the entity, its schemas or Python have them."""

import builtins
import keyword

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.mixins import TimeStampMixin
from entrypoints.schemas.base import Schema
from entrypoints.schemas.listing import ListQuery

CLASSES = frozenset(
    [
        "Body",
        "Cancelled",
        "Changed",
        "Completed",
        "Details",
        "Draft",
        "List",
        "NotOpen",
        "Placed",
        "Query",
        "Repository",
        "Search",
        "Status",
    ]
)
"""Ends of the names of classes of the template, which an enumeration cannot have."""
_OF_ENTITIES = frozenset(
    [
        "cancel",
        "complete",
        "confirm",
        "confirmed_at",
        "customer",
        "customer_id",
        "place",
        "require_revision",
        "revision",
    ]
)
_OF_SCHEMAS = frozenset(["details", "filters", "id", "of", "q", "search"])
_TYPES = frozenset(["attrs", "date", "datetime", "example", "field", "reference", "time", "timedelta"])
"""What annotations and defaults in the same class are made of."""


class _Stamped(Entity, TimeStampMixin):
    """The bases of every generated entity."""


def is_reserved(name: str) -> bool:
    """Returns whether a field cannot have this name."""
    return (
        keyword.iskeyword(name)
        or any(hasattr(owner, name) for owner in (builtins, _Stamped, Schema))
        or name in ListQuery.model_fields
        or name in _OF_ENTITIES | _OF_SCHEMAS | _TYPES
    )
