"""Parsers of text for several types of members; each raises ``BrokenRule``."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import BrokenRule, require_clean

INVALID_CHOICE = _("Choose one of these: {choices}")

_CONTROLS = r"\u0000-\u001f\u007f-\u009f"
CLEAN = f"^[^{_CONTROLS}]*$"
"""The pattern in the API description for what ``clean`` accepts."""
CLEAN_AND_TRIMMED = rf"^[^\s{_CONTROLS}](?:[^{_CONTROLS}]*[^\s{_CONTROLS}])?$"

EnumT = TypeVar("EnumT", bound=StrEnum)


def clean(text: str) -> str:
    """Returns the text unchanged. Raises ``BrokenRule`` if it has control characters or surrogates."""
    require_clean(text)
    return text


def wrong_type(wanted: Message) -> BrokenRule:
    """Returns the error of a value that has the wrong type or form; ``wanted`` says which is right."""
    return BrokenRule("wrong_type", wanted)


def invalid_choice(choices: list[str]) -> BrokenRule:
    """Returns the error of a value that is none of ``choices``."""
    return BrokenRule("invalid_choice", one_of(choices))


def one_of(choices: Iterable[str]) -> Message:
    """Returns the sentence that names the values to choose from."""
    return INVALID_CHOICE.bind({"choices": ", ".join(choices)})


def choice_of(kind: type[EnumT]) -> Callable[[object], EnumT]:
    """Returns a validator that parses the members of an enumeration by value."""
    members = {member.value: member for member in kind}

    def parse(value: object) -> EnumT:
        if not isinstance(value, str):
            raise wrong_type(one_of(members))
        if value not in members:
            raise invalid_choice(list(members))
        return members[value]

    return parse
