"""Fields of entities: ``User.email`` builds filters, ``user.email`` is a plain value.

One file although it is long: a declaration, its options and the reference that it becomes are three views of one field,
and type checkers read them together."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, Literal, Never, Protocol, Self, TypeVar, cast, overload

import attrs

from domain.shared_kernel.errors import ConflictException
from domain.shared_kernel.field_types.limits import Limits
from domain.shared_kernel.field_types.registry import field_type_of, require_digits, without_none
from domain.shared_kernel.filters import Compare, Comparison, Contains, FilterOf, IsNone, OneOf, StartsWith
from domain.shared_kernel.references import OnDelete, Reference
from domain.shared_kernel.sorting import Sort

V = TypeVar("V")
E = TypeVar("E")


@attrs.frozen
class FieldOptions:
    """Options of a field that a storage needs beside its type.

    ``compare_by`` returns the key by which the field is compared, searched, sorted and made unique. ``unique`` makes
    the exception for a second row with the same value. ``max_length`` is in characters, of ``bytes`` in bytes;
    ``precision`` and ``scale`` are the digits of a ``Decimal``, all and those behind the point. ``identity`` means that
    the storage numbers new rows itself.
    """

    max_length: int | None = None
    unique: Callable[[str], ConflictException] | None = None
    index: bool = False
    identity: bool = False
    compare_by: Callable[[str], str] | None = None
    precision: int | None = None
    scale: int | None = None
    reference: Reference | None = None

    @property
    def limits(self) -> Limits:
        """The size of the values."""
        return Limits(self.max_length, self.precision, self.scale)


class Field(Generic[V]):
    """The annotation of a field, as the type checker sees it: a reference on the class, a plain value on instances."""

    @overload
    def __get__(self, instance: None, owner: type[E]) -> "FieldOf[E, V]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> V: ...
    def __get__(self, instance: object | None, owner: type) -> object:
        raise NotImplementedError("Field is an annotation; Entity installs a FieldRef in its place")

    def __set__(self, instance: object, value: V) -> None:
        raise NotImplementedError("Field is an annotation; instances hold plain values")


@attrs.frozen
class FieldSpec:
    """The result of ``field()`` and ``identity()`` in a class body, which the base class replaces."""

    default: object
    init: bool
    options: FieldOptions


@overload
def field(
    *,
    default: V,
    max_length: int | None = None,
    unique: Callable[[str], ConflictException] | None = None,
    index: bool = False,
    compare_by: Callable[[str], str] | None = None,
    precision: int | None = None,
    scale: int | None = None,
) -> Field[V]: ...
@overload
def field(
    *,
    max_length: int | None = None,
    unique: Callable[[str], ConflictException] | None = None,
    index: bool = False,
    compare_by: Callable[[str], str] | None = None,
    precision: int | None = None,
    scale: int | None = None,
) -> Field[V]: ...
def field(
    *,
    default: object = attrs.NOTHING,
    max_length: int | None = None,
    unique: Callable[[str], ConflictException] | None = None,
    index: bool = False,
    compare_by: Callable[[str], str] | None = None,
    precision: int | None = None,
    scale: int | None = None,
) -> object:
    """Declares a field with its options; without ``default`` a value is required."""
    return FieldSpec(default, True, FieldOptions(max_length, unique, index, False, compare_by, precision, scale))


@overload
def reference(target: type[object], *, on_delete: OnDelete, default: V) -> Field[V]: ...
@overload
def reference(target: type[object], *, on_delete: OnDelete) -> Field[V]: ...
def reference(target: type[object], *, on_delete: OnDelete, default: object = attrs.NOTHING) -> object:
    """Declares a field that holds the ``pk`` of another entity: ``user_id: Field[UUID] = reference(User,
    on_delete=OnDelete.CASCADE)``. It is indexed. Every storage refuses one that points nowhere with
    ``ReferenceNotFound``, and a deletion that ``RESTRICT`` forbids with ``StillReferenced``."""
    return FieldSpec(default, True, FieldOptions(index=True, reference=Reference(target, on_delete)))


def identity(*, init: Literal[False] = False) -> Field[int]:
    """Declares a ``pk`` that the storage assigns when the row is created; it cannot be read before."""
    return cast("Field[int]", FieldSpec(attrs.NOTHING, init, FieldOptions(identity=True)))


class TextField(Protocol):
    """A field of text, which alone is searched for parts. It is told by the type of its values, as their subtypes, such
    as addresses, are text too."""

    name: str

    @abstractmethod
    def value_of(self, entity: Never, /) -> str | None:
        """Returns the value of an entity."""


class FieldOf(Generic[E, V]):
    """A field of the entity ``E`` as read on its class, which builds filters of this entity, and sorts. It is not a
    data descriptor, so an instance returns its own plain value."""

    __slots__ = ("field_type", "is_nullable", "name", "options", "owner", "type")

    def __init__(self, owner: type, name: str, type_: object, options: FieldOptions) -> None:
        """Raises ``TypeError`` for a type that no field type is registered for."""
        self.owner = owner
        self.name = name
        self.type = type_
        self.options = options
        _, self.is_nullable = without_none(type_)
        try:
            self.field_type = field_type_of(type_, options.limits)
            require_digits(self.field_type)
            self._require_reference()
        except TypeError as refused:
            raise TypeError(f"{owner.__name__}.{name}: {refused}") from None

    def _require_reference(self) -> None:
        """Raises ``TypeError`` for a reference that no ``pk`` of its target fits, or that cannot be set to nothing."""
        to = self.options.reference
        if to is None:
            return
        pk: FieldRef[object] | None = getattr(to.target, "fields", {}).get("pk")
        if pk is None or pk.field_type.type is not self.field_type.type:
            kept = "no entity" if pk is None else f"known by a {pk.field_type.name}"
            raise TypeError(f"it refers to {to.target.__name__}, which is {kept}")
        if to.on_delete is OnDelete.SET_NULL and not self.is_nullable:
            raise TypeError(f"to be set to nothing, it must be declared as {self.field_type.name} | None")

    def __get__(self, instance: object | None, owner: type) -> Self:
        if instance is None:
            return self
        raise RuntimeError(f"{self.owner.__name__}.{self.name} has no value yet: it is given when the row is created")

    def __eq__(self, other: V) -> FilterOf[E]:  # type: ignore[override]  # a question, not an answer
        return Compare(self.name, Comparison.EQ, other)

    def __ne__(self, other: V) -> FilterOf[E]:  # type: ignore[override]  # a question, not an answer
        return Compare(self.name, Comparison.NE, other)

    def __lt__(self, other: V) -> FilterOf[E]:
        return Compare(self.name, Comparison.LT, other)

    def __le__(self, other: V) -> FilterOf[E]:
        return Compare(self.name, Comparison.LE, other)

    def __gt__(self, other: V) -> FilterOf[E]:
        return Compare(self.name, Comparison.GT, other)

    def __ge__(self, other: V) -> FilterOf[E]:
        return Compare(self.name, Comparison.GE, other)

    __hash__ = object.__hash__

    def value_of(self, entity: E, /) -> V:
        """Returns the value that an entity has."""
        value: V = getattr(entity, self.name)
        return value

    def one_of(self, values: Iterable[V]) -> FilterOf[E]:
        """Returns the filter for values among ``values``."""
        return OneOf(self.name, tuple(values))

    def only(self, value: V | None) -> Iterator[FilterOf[E]]:
        """Yields the filter for values that equal ``value``, and none if that is ``None``: a question that was not
        asked."""
        if value is not None:
            yield self == value

    def contains(self: TextField, text: str) -> FilterOf[E]:
        """Returns the filter for values that contain ``text``."""
        return Contains(self.name, text)

    def starts_with(self: TextField, text: str) -> FilterOf[E]:
        """Returns the filter for values that begin with ``text``."""
        return StartsWith(self.name, text)

    def is_none(self) -> FilterOf[E]:
        """Returns the filter for rows without a value."""
        return IsNone(self.name)

    def asc(self) -> Sort:
        """Returns the ascending sort by this field."""
        return Sort(self.name)

    def desc(self) -> Sort:
        """Returns the descending sort by this field."""
        return Sort(self.name, descending=True)

    def __repr__(self) -> str:
        return f"{self.owner.__name__}.{self.name}"


class FieldRef(FieldOf[Any, V], Generic[V]):
    """A field of an entity whose type is not known to type checkers: ``User.fields["email"]``."""

    __slots__ = ()
