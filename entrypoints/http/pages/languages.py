"""The language of a page, and the links to its other languages."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import attrs
from aiohttp import web

from domain.shared_kernel.language import Language

LANGUAGE_NAMES: Mapping[Language, str] = {
    Language.AR: "العربية",
    Language.DE: "Deutsch",
    Language.EN: "English",
    Language.ES: "Español",
    Language.FR: "Français",
    Language.IT: "Italiano",
    Language.RU: "Русский",
}
"""Each language by its own name."""

RIGHT_TO_LEFT = frozenset({Language.AR})
PARAMETER = "lang"


@attrs.frozen
class Choice:
    """A link to the page in one language."""

    tag: Language
    name: str
    address: str


def chosen_language(request: web.Request) -> Language | None:
    """Returns the language in the query parameter ``lang``, or ``None``."""
    chosen = request.query.get(PARAMETER)
    return next((language for language in Language if language == chosen), None)


def choices(request: web.Request) -> Iterator[Choice]:
    """Yields a link to the requested page in every language."""
    others = [(name, value) for name, value in request.query.items() if name != PARAMETER]
    for language, name in LANGUAGE_NAMES.items():
        yield Choice(language, name, f"{request.path}?{urlencode([*others, (PARAMETER, language)])}")
