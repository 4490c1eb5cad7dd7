"""The language of a page, and the links to its other languages."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import urlencode

import attrs
from aiohttp import web

from application.ports.translator import Translator
from domain.shared_kernel.language import Language, is_right_to_left
from domain.shared_kernel.messages import lazy_gettext as _

# Translators: The name of your own language in your own language, as a list of languages shows it: Deutsch, Français
OWN_NAME = _("English")
PARAMETER = "lang"


@attrs.frozen
class Choice:
    """A link to the page in one language."""

    tag: Language
    name: str
    address: str


@attrs.frozen
class PageLanguages:
    """The languages that a page can be read in, each with its own name."""

    translator: Translator

    @cached_property
    def names(self) -> Mapping[Language, str]:
        """The name of each language in itself. They are translated with the first page, so that a start needs no
        catalogue."""
        return {language: self.translator.gettext(OWN_NAME, language) for language in self.translator.languages}

    def chosen(self, request: web.Request) -> Language | None:
        """Returns the language in the query parameter ``lang``, or ``None``."""
        wanted = request.query.get(PARAMETER)
        return next((language for language in self.translator.languages if language == wanted), None)

    def choices(self, request: web.Request) -> Iterator[Choice]:
        """Yields a link to the requested page in every language."""
        others = [(name, value) for name, value in request.query.items() if name != PARAMETER]
        for language, name in self.names.items():
            yield Choice(language, name, f"{request.path}?{urlencode([*others, (PARAMETER, language)])}")


def direction_of(language: Language) -> str:
    """Returns the direction of writing as the attribute ``dir`` names it."""
    return "rtl" if is_right_to_left(language) else "ltr"
