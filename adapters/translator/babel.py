from collections.abc import Callable, Sequence
from gettext import GNUTranslations
from pathlib import Path

from adapters.translator.catalogues import read_catalogue
from application.ports.translator import Translator
from application.request_context import get_language
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message
from locales import LOCALES, catalogue_file, catalogue_names, languages_of_catalogues


class BabelTranslator(Translator):
    """Translates with gettext catalogues, which Babel updates and compiles. Without ``languages`` it speaks each that
    has a catalogue. A catalogue is read when it is constructed, and parsed when its language is first asked for."""

    def __init__(self, folder: Path = LOCALES, languages: Languages | None = None) -> None:
        names = catalogue_names(folder)
        self._languages = languages or languages_of_catalogues(folder)
        self._read = {language: _read(language, folder, names) for language in self._languages}
        self._parsed: dict[Language, GNUTranslations] = {}

    @property
    def languages(self) -> Languages:
        return self._languages

    def gettext(self, message: Message, language: Language | None = None) -> str:
        wanted = language or get_language()
        spoken = self._languages.spoken(wanted)
        catalogue = self._parsed.get(spoken) or self._parse(spoken)
        if message.plural is not None:
            text = catalogue.ngettext(message.msgid, message.plural, message.number)
        else:  # gettext keeps the head of a catalogue as the translation of nothing
            text = catalogue.gettext(message.msgid) if message.msgid else ""
        return message.fill(text, lambda value: self._written(value, spoken))

    def _parse(self, language: Language) -> GNUTranslations:
        """Returns the main catalogue, with the catalogues of domains as fallbacks."""
        catalogue, *others = (parse() for parse in self._read[language])
        for other in others:
            catalogue.add_fallback(other)
        self._parsed[language] = catalogue
        return catalogue

    def _written(self, value: object, language: Language) -> str:
        """Returns a parameter as its reader writes it: a number in the language, a sentence translated."""
        if isinstance(value, str):
            return str(value)
        if isinstance(value, Message):
            return self.gettext(value, language)
        from adapters.translator.formats import shown  # Babel costs more to import than catalogues to load

        return shown(value, language)


def _read(language: Language, folder: Path, names: Sequence[str]) -> Sequence[Callable[[], GNUTranslations]]:
    """Reads the main catalogue and those of domains; a domain may have none in a language."""
    main, *others = (catalogue_file(language, folder, name) for name in names)
    return [read_catalogue(po) for po in (main, *filter(Path.exists, others))]
