"""Which language a page speaks, and how it leads to the others."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

import attrs
from aiohttp import web

from domain.shared_kernel.language import Language

NAMES: Mapping[Language, str] = {
    Language.AR: "العربية",
    Language.DE: "Deutsch",
    Language.EN: "English",
    Language.ES: "Español",
    Language.FR: "Français",
    Language.IT: "Italiano",
    Language.RU: "Русский",
}
"""What their speakers call them."""

RIGHT_TO_LEFT = frozenset({Language.AR})
PARAMETER = "lang"


@attrs.frozen
class Choice:
    """One of the languages to choose from, and where the page speaks it."""

    tag: Language
    name: str
    address: str


def chosen_language(request: web.Request) -> Language | None:
    """What was chosen on the page itself."""
    chosen = request.query.get(PARAMETER)
    return next((language for language in Language if language == chosen), None)


def choices(request: web.Request) -> Iterator[Choice]:
    """The page that is asked for, in every language."""
    others = [(name, value) for name, value in request.query.items() if name != PARAMETER]
    for language, name in NAMES.items():
        yield Choice(language, name, f"{request.path}?{urlencode([*others, (PARAMETER, language)])}")
