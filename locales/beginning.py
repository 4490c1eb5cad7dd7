"""Begins the catalogues of a further language: from those of a related one, or empty."""

from collections.abc import Sequence
from pathlib import Path

import attrs
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message

from domain.shared_kernel.language import SOURCE_LANGUAGE, Language
from locales import catalogue_file, catalogue_names, languages_of_catalogues
from locales.extraction import extract_messages, messages_of
from locales.files import read_catalogue, write_catalogue
from locales.merging import merge, open_messages, translations

FAMILIES: Sequence[Sequence[str]] = (
    ("pt", "es", "gl", "ca", "it", "fr", "ro", "oc"),
    ("nl", "de", "af", "lb", "fy", "da", "nb", "sv", "is"),
    ("ru", "uk", "be", "bg", "sr", "mk", "pl", "cs", "sk", "sl", "hr"),
    ("ar", "he", "mt", "am"),
)
"""Languages that a translator of one can often take words from, the nearest beside each other."""
OWN_NAME = "English"
"""The message that each language translates into its own name."""


@attrs.frozen
class Begun:
    """The language of new catalogues: its English name, the language that they were filled from, the number of plural
    forms and of messages, and of those that are still to be translated."""

    name: str
    source: Language | None
    plural_forms: int
    messages: int
    still_open: int


def english_name(language: Language) -> str | None:
    """Returns what the language is called in English, or ``None`` for one that is not known."""
    try:
        return Locale.parse(language, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        return None


def nearest(language: Language, present: Sequence[Language]) -> Language | None:
    """Returns the related language among those with a catalogue: the same one of another region, else the one that
    stands nearest in a family, or ``None``."""
    name = language.partition("-")[0]
    for other in present:
        if other.partition("-")[0] == name:
            return other
    family = next((family for family in FAMILIES if name in family), ())
    related = [other for other in present if other in family]
    return min(related, key=lambda other: abs(family.index(other) - family.index(name)), default=None)


def begin_catalogues(root: Path, folder: Path, language: Language, source: Language | None) -> Begun:
    """Writes the catalogues of ``language`` below ``folder``, filled from those of ``source``, where a translation is
    marked as fuzzy: it is shown to translators, and to nobody else."""
    names, everything = catalogue_names(folder), extract_messages(root)
    begun = [_begun(folder, name, messages_of(name, everything, names), language, source) for name in names]
    for name, catalogue in zip(names, begun, strict=True):
        write_catalogue(catalogue_file(language, folder, name), catalogue)
    still_open = sum(len(open_messages(catalogue)) for catalogue in begun)
    messages = sum(map(len, begun))
    return Begun(english_name(language) or language, source, begun[0].num_plurals, messages, still_open)


def present_languages(folder: Path) -> Sequence[Language]:
    """Returns the languages that can be taken from: each with a catalogue but English, which the messages are in."""
    return [language for language in languages_of_catalogues(folder) if language != SOURCE_LANGUAGE]


def _begun(folder: Path, name: str, found: Catalog, language: Language, source: Language | None) -> Catalog:
    catalogue = merge(found, Catalog(locale=language.replace("-", "_"), charset="utf-8"))
    given = read_catalogue(catalogue_file(source, folder, name), source) if source else Catalog()
    for message in filter(lambda message: message.id, catalogue):
        if message.id == OWN_NAME:
            message.string = _own_name(language)
        elif known := given.get(message.id if isinstance(message.id, str) else message.id[0]):
            _suggest(message, known, catalogue.num_plurals)
    return catalogue


def _suggest(message: Message, known: Message, forms: int) -> None:
    """Copies a translation of another language, whose last plural form stands for those that it lacks."""
    texts = translations(known)
    if not all(texts):
        return
    message.string = tuple((texts + texts[-1:] * forms)[:forms]) if message.pluralizable else texts[0]
    message.flags.add("fuzzy")


def _own_name(language: Language) -> str:
    locale = Locale.parse(language, sep="-")
    name = locale.get_display_name(locale) or language
    return name[:1].upper() + name[1:]
