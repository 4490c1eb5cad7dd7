"""The language in a body or a query: one of those that the service speaks."""

from typing import Final

from pydantic import ValidationInfo
from pydantic.config import JsonDict

from domain.shared_kernel.language import Language
from entrypoints.schemas.context import context_of
from entrypoints.schemas.text import invalid_choice, one_of, wrong_type

LANGUAGE_SCHEMA: Final[JsonDict] = {"format": "spoken-language"}
"""The mark by which the API description finds such members; it puts the languages of the service there."""


def spoken_language(value: object, info: ValidationInfo) -> Language:
    """Returns the language. Raises ``BrokenRule`` for one that the service does not speak."""
    languages = context_of(info).languages
    if not isinstance(value, str):
        raise wrong_type(one_of(languages))
    if value not in languages:
        raise invalid_choice(list(languages))
    return Language(value)
