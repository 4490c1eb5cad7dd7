"""The declaration of a setting: its name, its parser, and the texts that help to set it right."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from bootstrap.settings.urls import without_user
from domain.shared_kernel.messages import Sentence

PREFIX = "CORTEX_"
V = TypeVar("V")


@attrs.frozen(kw_only=True)
class SettingSpec:
    """A setting. ``read`` parses its text or raises ``ValueError`` or ``TypeError``; ``must`` completes the sentence
    "it must …", and its translations name what is expected; a text is shown as it is. ``shown`` formats a wrong text
    for an error message, by default as ``without_user`` does, as anybody may paste the wrong URL."""

    name: str
    default: object
    read: Callable[[Any], object]
    must: Sentence
    example: str
    about: str
    secret: bool
    shown: Callable[[str], str]
    fault: Sentence = ""
    """What is wrong with a value, if there is more to say than ``must``."""

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name.upper()


def setting(
    name: str,
    default: object,
    *,
    read: Callable[[Any], V],
    must: Sentence,
    example: str,
    about: str,
    secret: bool = False,
    shown: Callable[[str], str] = without_user,
) -> V:
    """Declares a field of a group of settings. ``default`` is parsed like any other text."""
    declaration = SettingSpec(
        name=name, default=default, read=read, must=must, example=example, about=about, secret=secret, shown=shown
    )
    declared: V = attrs.field(factory=lambda: read(default), repr=not secret, metadata={"declaration": declaration})
    return declared


def declarations(group: "type[attrs.AttrsInstance]") -> Iterator[tuple[str, SettingSpec]]:
    """Yields the fields of a group with their declarations."""
    for field in attrs.fields(group):
        yield field.name, field.metadata["declaration"]
