"""Catalogues or single translations that were swapped between two languages."""

import itertools
import re
import unicodedata

import pytest
from babel.core import get_global, parse_locale
from babel.messages import Message

from adapters.translator.babel import BabelTranslator
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.language import Language
from locales.merging import translations
from tests.locales.catalogues import entries, placeholders, sources
from tests.support.languages import LANGUAGES

SCRIPT_NAMES = {"Arab": "ARABIC", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Hebr": "HEBREW", "Latn": "LATIN"}

# Words that are frequent in one of these languages and do not exist in the others.
MARKERS = {
    Language("de"): "bitte sie ist nicht das die dieses diese und wurde ihr ihre ihrer ihren mindestens der auf",
    Language("en"): "the this please is not you has your and again with of",
    Language("es"): "el los las esta está esto correo inténtelo vuelva inicie debe puede envíe contraseña usted espere",
    Language("fr"): "veuillez vous votre cette cela est les pas une requête été et au pour",
    Language("it"): "questo questa preghiamo è può suo sua della alla effettui delle gli più riprovare richiesta",
}

# Messages that are written alike in two languages for good reason.
ALIKE = {"Password:", ("{number} minute", "{number} minutes")}

NOT_FOUND = {
    Language("ar"): "غير موجود",
    Language("de"): "Nicht gefunden",
    Language("en"): "Not found",
    Language("es"): "No encontrado",
    Language("fr"): "Introuvable",
    Language("it"): "Non trovato",
    Language("ru"): "Не найдено",
}


def said(message: Message) -> set[str]:
    """What is still open is another test's matter."""
    return set(translations(message)) - {""}


def texts(language: Language) -> list[str]:
    return [text for message in entries(language) for text in said(message)]


def prose(text: str) -> str:
    """Without placeholders, addresses and names of technology."""
    for name, _spec, _how in placeholders(text):
        text = text.replace(f"{{{name}}}", " ")
    return re.sub(r"\S+@\S+|https?://\S+|\b[A-Z][A-Za-z]*-?[A-Z0-9][\w-]*\b", " ", text)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", prose(text).casefold()))


def is_of_script(text: str, source: str, script: str) -> bool:
    """Words that the English text holds too are quoted: names of headers, of values, of technology."""
    quoted = words(source)
    letters = [letter for word in words(text) - quoted for letter in word if letter.isalpha()]
    return bool(letters) and all(script in unicodedata.name(letter) for letter in letters)


def script_of(language: Language) -> str | None:
    """How Unicode names the letters of a language; nothing for scripts that have several names, as Japanese has."""
    likely = get_global("likely_subtags").get(language.replace("-", "_"), language)
    return SCRIPT_NAMES.get(parse_locale(likely)[2] or "")


LATIN = [language for language in MARKERS if language in LANGUAGES]


@pytest.mark.parametrize("language", [language for language in LANGUAGES if script_of(language)])
def test_every_translation_is_written_in_the_script_of_its_language(language: Language) -> None:
    script = script_of(language) or ""

    wrong = [
        text
        for message in entries(language)
        for text in said(message)
        if not is_of_script(text, "" if script == "LATIN" else " ".join(sources(message)), script)
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LATIN)
def test_no_translation_speaks_with_the_words_of_another_language(language: Language) -> None:
    foreign = {word for other in LATIN if other is not language for word in MARKERS[other].split()}
    own = set(MARKERS[language].split())

    assert [text for text in texts(language) if words(text) & (foreign - own)] == []
    assert sum(bool(words(text) & own) for text in texts(language)) > len(texts(language)) / 4


def test_a_marker_belongs_to_one_language_only() -> None:
    every_word = [word for marks in MARKERS.values() for word in marks.split()]

    assert len(every_word) == len(set(every_word))


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(LANGUAGES, 2)))
def test_no_two_languages_say_the_same(one: Language, other: Language) -> None:
    same = [a.id for a, b in zip(entries(one), entries(other), strict=True) if said(a) & said(b)]

    assert set(same) <= ALIKE


def test_each_language_answers_under_its_own_name() -> None:
    translator = BabelTranslator()

    assert {language: translator.gettext(NotFoundException.title, language) for language in NOT_FOUND} == NOT_FOUND
