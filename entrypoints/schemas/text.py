"""Parses of text that several types of members share; each raises ``BrokenRule``."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import BrokenRule, require_clean

WRONG_TYPE = _("This has the wrong type or form. See the API description")
INVALID_CHOICE = _("Choose one of these: {choices}")

_CONTROLS = r"\u0000-\u001f\u007f-\u009f"
CLEAN = f"^[^{_CONTROLS}]*$"
"""How the API's description says what ``clean`` does."""
CLEAN_AND_TRIMMED = rf"^[^\s{_CONTROLS}](?:[^{_CONTROLS}]*[^\s{_CONTROLS}])?$"

EnumT = TypeVar("EnumT", bound=StrEnum)


def clean(text: str) -> str:
    """The text as it is, if it can be shown and stored."""
    require_clean(text)
    return text


def wrong_type() -> BrokenRule:
    return BrokenRule("wrong_type", WRONG_TYPE)


def invalid_choice(choices: list[str]) -> BrokenRule:
    return BrokenRule("invalid_choice", INVALID_CHOICE.bind({"choices": ", ".join(choices)}))


def choice_of(kind: type[EnumT]) -> Callable[[object], EnumT]:
    """Reads the member of an enumeration by its value."""
    members = {member.value: member for member in kind}

    def parse(value: object) -> EnumT:
        if not isinstance(value, str):
            raise wrong_type()
        if value not in members:
            raise invalid_choice(list(members))
        return members[value]

    return parse
