"""How a setting is declared: its name, how it is read, and the words that help to set it right."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

PREFIX = "CORTEX_"
V = TypeVar("V")


@attrs.frozen(kw_only=True)
class FieldSpec:
    """A setting. ``read`` turns what was written into the value and raises ``ValueError`` or ``TypeError``; ``must``
    completes the sentence "it must …"; ``shown`` is how a wrong text may be repeated."""

    name: str
    default: object
    read: Callable[[Any], object]
    must: str
    example: str
    about: str
    secret: bool
    shown: Callable[[str], str]

    @property
    def variable(self) -> str:
        """The name in the environment."""
        return PREFIX + self.name.upper()


def setting(
    name: str,
    default: object,
    *,
    read: Callable[[Any], V],
    must: str,
    example: str,
    about: str,
    secret: bool = False,
    shown: Callable[[str], str] = repr,
) -> V:
    """Declares a field of a group of settings. ``default`` is what somebody could have written; it is read as well."""
    declaration = FieldSpec(
        name=name, default=default, read=read, must=must, example=example, about=about, secret=secret, shown=shown
    )
    declared: V = attrs.field(factory=lambda: read(default), repr=not secret, metadata={"declaration": declaration})
    return declared


def declarations(group: "type[attrs.AttrsInstance]") -> Iterator[tuple[str, FieldSpec]]:
    """The fields of a group and their declarations."""
    for field in attrs.fields(group):
        yield field.name, field.metadata["declaration"]
