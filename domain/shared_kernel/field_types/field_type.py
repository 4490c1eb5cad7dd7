from collections.abc import Callable
from enum import Enum
from typing import Any

import attrs

from domain.shared_kernel.field_types.limits import NO_LIMITS, Limits
from domain.shared_kernel.field_types.primitives import Primitive


class Kind(Enum):
    """The ways to make a type of a primitive one."""

    PLAIN = "plain"
    ENUM = "enum"
    TUPLE = "tuple"
    JSON = "json"
    VALUE_OBJECT = "value object"


@attrs.frozen(eq=False)
class FieldType:
    """The way in which values of a field are kept, whatever the storage: each as a value of ``primitive``.

    ``keep`` returns the canonical form of a value; ``to_primitive`` the primitive value that is stored, compared and
    sorted by, of a value or of such a primitive value; ``from_primitive`` the value again. ``None`` stands for a
    function that changes nothing. Values that are not ``is_ordered`` are equal or not, and never less.
    ``elements`` is the type of what a tuple holds."""

    type: Any
    kind: Kind
    primitive: Primitive
    keep: Callable[[Any], Any] | None = None
    to_primitive: Callable[[Any], Any] | None = None
    from_primitive: Callable[[Any], Any] | None = None
    is_ordered: bool = True
    limits: Limits = NO_LIMITS
    elements: "FieldType | None" = None

    @property
    def name(self) -> str:
        """The name of the type, as it stands in an annotation."""
        return self.type.__name__ if isinstance(self.type, type) else str(self.type)

    @property
    def is_text(self) -> bool:
        """True if text can be searched in the values."""
        return self.primitive.type is str and self.kind not in {Kind.TUPLE, Kind.JSON}

    def canonical(self, value: Any) -> Any:
        """Returns the form of the value that every storage returns. Raises ``TypeError`` or ``ValueError`` for a value
        that cannot be kept."""
        return value if self.keep is None or value is None else self.keep(value)

    def key(self, value: Any) -> Any:
        """Returns the primitive value that comparison and sorting use, of a value or of its primitive value."""
        return value if self.to_primitive is None or value is None else self.to_primitive(value)

    def to_json(self, value: Any) -> Any:
        """Returns the value as JSON keeps it: as text what JSON does not have."""
        stored = self.key(value)
        return stored if stored is None or self.primitive.is_json else self.primitive.to_text(stored)

    def from_json(self, stored: Any) -> Any:
        """Returns the value that ``to_json`` wrote. Raises ``TypeError`` or ``ValueError`` for anything else."""
        if stored is None:
            return None
        found = self.primitive.from_json(stored)
        return found if self.from_primitive is None else self.from_primitive(found)
