"""Names that a field cannot have, as the entity, its schemas or Python have them."""

import builtins
import keyword
from collections.abc import Iterator

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.messages import Message
from domain.shared_kernel.mixins import TimeStampMixin
from entrypoints.cli.new_domain.fields import MAX_LETTERS
from entrypoints.cli.new_domain.refused import FIELD_OF_DOMAINS, FIELD_OF_EACH, FIELD_OF_PYTHON
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
_OF_EACH = frozenset(["confirmed_at", "customer", "customer_id", "id", "revision"])
"""Members of every generated entity beside those of its bases."""
_OF_ENTITIES = frozenset(["cancel", "complete", "confirm", "place", "require_revision"])
_OF_SCHEMAS = frozenset(["details", "filters", "of", "q", "search"])
_TYPES = frozenset(["attrs", "date", "datetime", "example", "field", "reference", "time", "timedelta"])
"""What annotations and defaults in the same class are made of."""


class _Stamped(Entity, TimeStampMixin):
    """The bases of every generated entity."""


def refusal_of(name: str) -> Message | None:
    """Returns the sentence that refuses the name for a field, or ``None`` for one that it may have."""
    if name in _OF_EACH or name in _Stamped.fields:
        return FIELD_OF_EACH
    if keyword.iskeyword(name) or hasattr(builtins, name):
        return FIELD_OF_PYTHON
    is_used = any(hasattr(owner, name) for owner in (_Stamped, Schema)) or name in ListQuery.model_fields
    return FIELD_OF_DOMAINS if is_used or name in _OF_ENTITIES | _OF_SCHEMAS | _TYPES else None


def other_names(name: str, singular: str) -> Iterator[str]:
    """Yields names that say the same and that a field of this entity may have: for ``class``, ``invoice_class``."""
    for candidate in (f"{singular}_{name}", f"own_{name}", f"{name}_value", f"{singular}_value", "own_value"):
        if len(candidate) <= MAX_LETTERS and refusal_of(candidate) is None:
            yield candidate
