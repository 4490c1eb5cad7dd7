import ast
from collections.abc import Iterable, Iterator

import pytest
from babel.messages import Message
from babel.messages.plurals import get_plural

from domain.shared_kernel.language import Language
from locales.extraction import KEYWORDS, LAYERS
from locales.merging import open_messages, translations
from tests.locales.catalogues import ROOT, catalogue, code, entries, placeholders, sources
from tests.support.languages import LANGUAGES

each_language = pytest.mark.parametrize("language", LANGUAGES)


def ids(messages: Iterable[Message]) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages if message.id}


@each_language
def test_every_message_of_the_code_is_in_the_catalogue(language: Language) -> None:
    assert ids(code()) - ids(catalogue(language)) == set(), "run make messages and translate what is open"


@each_language
def test_the_catalogue_holds_nothing_that_the_code_no_longer_says(language: Language) -> None:
    left_over = ids(catalogue(language)) - ids(code()) | ids(catalogue(language).obsolete.values())

    assert left_over == set(), "run make messages"


@each_language
def test_every_message_is_translated_beyond_doubt(language: Language) -> None:
    assert [message.id for message in open_messages(catalogue(language))] == []


@each_language
def test_every_plural_form_is_there(language: Language) -> None:
    forms = get_plural(language)

    assert catalogue(language).plural_forms == forms.plural_forms
    assert {len(translations(m)) for m in entries(language) if m.pluralizable} == {forms.num_plurals}


@each_language
def test_every_translation_speaks_of_the_same_values(language: Language) -> None:
    differing = [
        (message.id, translation)
        for message in entries(language)
        for translation in translations(message)
        if placeholders(translation) != placeholders(sources(message)[0])
    ]

    assert differing == []


def test_placeholders_are_plain_names() -> None:
    named = {found for message in code() if message.id for source in sources(message) for found in placeholders(source)}

    assert named
    assert [found for found in named if not (found[0].isidentifier() and found[1:] == ("", None))] == []


def test_singular_and_plural_speak_of_the_same_values() -> None:
    assert [m.id for m in code() if m.pluralizable and len({frozenset(placeholders(s)) for s in m.id}) > 1] == []


@each_language
def test_no_translation_begins_or_ends_with_a_space(language: Language) -> None:
    assert [m.id for m in entries(language) for text in translations(m) if text != text.strip() or "  " in text] == []


def test_english_is_what_the_code_says() -> None:
    assert [m.id for m in entries(Language("en")) if tuple(translations(m)) != sources(m)] == []


def calls_without_a_literal(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in KEYWORDS:
                texts = arguments[: len(KEYWORDS[name] or "_")]
                if not all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts):
                    yield ast.unparse(node)
            case _:
                pass


def test_every_message_is_written_out_where_it_is_made() -> None:
    files = [file for layer in LAYERS for file in (ROOT / layer).rglob("*.py")]

    hidden = [call for file in files for call in calls_without_a_literal(ast.parse(file.read_text("utf-8")))]

    assert hidden == [], "only a literal can be collected for the translators"
