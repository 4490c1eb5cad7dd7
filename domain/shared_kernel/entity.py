"""Base classes of entities: ``class User(Entity, TimeStampMixin, StatusMixin)`` is a plain attrs class whose fields
build filters."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Self, dataclass_transform, get_args, get_origin

import attrs

from domain.shared_kernel.events import DomainEvent
from domain.shared_kernel.fields import Field, FieldOptions, FieldRef, FieldSpec, field, identity, reference


def _own_fields(cls: type) -> dict[str, object]:
    annotations: dict[str, object] = inspect.get_annotations(cls)
    return {name: get_args(hint)[0] for name, hint in annotations.items() if get_origin(hint) in (Field,)}


def _declaration(cls: type, name: str) -> FieldSpec:
    declared = vars(cls).get(name, FieldSpec(attrs.NOTHING, True, FieldOptions()))
    if not isinstance(declared, FieldSpec):
        raise TypeError(f"{cls.__name__}.{name}: declare a default with field(default=…)")
    return declared


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field, identity, reference))
class FieldModel:
    """Turns every subclass into an attrs class, and each ``Field[V]`` of it into a ``FieldRef`` when read on the
    class."""

    fields: ClassVar[Mapping[str, FieldRef[object]]] = {}
    canonical_forms: ClassVar[Mapping[str, Callable[[object], object]]] = {}
    """The function that returns the canonical form of a value, for each field whose values have one."""

    def __init_subclass__(cls) -> None:
        own = _own_fields(cls)
        declared = {name: _declaration(cls, name) for name in own}
        attributes = {name: attrs.field(default=d.default, init=d.init) for name, d in declared.items()}
        attrs.define(cls, these=attributes, slots=False, kw_only=True, eq=False, repr=False)
        found: dict[str, FieldRef[object]] = {}
        for base in reversed(cls.__mro__[1:]):
            for inherited in vars(base).get("fields", {}).values():
                found[inherited.name] = FieldRef(cls, inherited.name, inherited.type, inherited.options)
        for name, hint in own.items():
            found[name] = FieldRef(cls, name, hint, declared[name].options)
        cls.fields = found
        kept = {name: each.field_type for name, each in found.items()}
        cls.canonical_forms = {name: field_type.canonical for name, field_type in kept.items() if field_type.keep}
        for name, each in found.items():
            setattr(cls, name, each)
            _remember_reference(each)


_references_to: dict[type, list[FieldRef[object]]] = {}


def _remember_reference(field_ref: FieldRef[object]) -> None:
    to = field_ref.options.reference
    if to is not None:
        _references_to.setdefault(to.target, []).append(field_ref)


def references_to(target: type) -> Sequence[FieldRef[object]]:
    """Returns the fields of all entities that refer to entities of this type, in the order of their classes."""
    return tuple(_references_to.get(target, ()))


class Entity(FieldModel):
    """An object with an identity: equal by type and ``pk``; ``version`` counts its stored changes, from 1.
    ``table_name`` is its table in SQL storages; if empty, the name is derived from the class."""

    table_name: ClassVar[str] = ""

    pk: Field[int] = identity()
    version: Field[int] = field(default=1)

    @classmethod
    def restore(cls, values: dict[str, object]) -> Self:
        """Returns the entity with these stored values; nothing is checked and no default is applied."""
        entity = cls.__new__(cls)
        entity.__dict__.update(values)
        return entity

    def values(self) -> dict[str, object]:
        """Returns the plain value of every field that has one: a ``pk`` that the storage assigns is missing before."""
        own = self.__dict__
        return {name: own[name] for name in self.fields if name in own}

    def canonical_values(self, values: Mapping[str, object]) -> dict[str, object]:
        """Returns the canonical form of those of ``values`` that have one, as every storage returns it. Raises
        ``TypeError`` or ``ValueError``, with the name of the field, for a value that cannot be kept."""
        kept: dict[str, object] = {}
        for name in self.canonical_forms.keys() & values.keys():
            try:
                kept[name] = self.canonical_forms[name](values[name])
            except (TypeError, ValueError) as refused:
                kind = TypeError if isinstance(refused, TypeError) else ValueError
                raise kind(f"{type(self).__name__}.{name}: {refused}") from refused
        return kept

    def add_event(self, event: DomainEvent) -> None:
        """Keeps an event until the change that it describes is committed."""
        self.__dict__.setdefault("_events", []).append(event)

    def collect_events(self) -> list[DomainEvent]:
        """Returns the events added since the last call."""
        events: list[DomainEvent] = self.__dict__.pop("_events", [])
        return events

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        key = self.__dict__.get("pk")
        return type(self) is type(other) and key is not None and key == other.__dict__.get("pk")

    def __hash__(self) -> int:
        return hash((type(self), self.pk))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(pk={self.__dict__.get('pk')})"
