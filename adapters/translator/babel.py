from collections.abc import Sequence
from gettext import GNUTranslations
from pathlib import Path

from adapters.translator.catalogues import load_catalogue
from application.ports.translator import Translator
from application.request_context import get_language
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message
from locales import LOCALES, catalogue_file, catalogue_names


class BabelTranslator(Translator):
    """Translates with gettext catalogues, which Babel updates and compiles."""

    def __init__(self, folder: Path = LOCALES) -> None:
        names = catalogue_names(folder)
        self._catalogues = {language: _load(language, folder, names) for language in Language}

    def gettext(self, message: Message, language: Language | None = None) -> str:
        catalogue = self._catalogues[language or get_language()]
        if message.plural is not None:
            return message.fill(catalogue.ngettext(message.msgid, message.plural, message.number))
        # gettext keeps the head of a catalogue as the translation of nothing.
        return message.fill(catalogue.gettext(message.msgid)) if message.msgid else ""


def _load(language: Language, folder: Path, names: Sequence[str]) -> GNUTranslations:
    """Returns the main catalogue, with the catalogues of domains as fallbacks."""
    main, *others = (load_catalogue(catalogue_file(language, folder, name)) for name in names)
    for other in others:
        main.add_fallback(other)
    return main
