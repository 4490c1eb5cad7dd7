import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from domain.shared_kernel.language import Language, Languages, is_right_to_left, parse_language, with_source_language

LONGEST_PART = 5  # what is longer is a variant
DE, EN, PT_BR = Language("de"), Language("en"), Language("pt-BR")


@pytest.mark.parametrize(
    ("text", "tag"),
    {"de": "de", " DE ": "de", "pt_BR": "pt-BR", "PT-br": "pt-BR", "zh-hant": "zh-Hant", "es-419": "es-419"}.items(),
)
def test_a_tag_gets_its_usual_form(text: str, tag: str) -> None:
    assert parse_language(text) == tag


@pytest.mark.parametrize("text", ["", "d", "deutsch", "de-", "-", "de-CH-1996-x", "../de", "de;q=1", "x-klingon"])
def test_a_text_that_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no tag"):
        parse_language(text)


def test_the_first_is_the_default_and_none_counts_twice() -> None:
    languages = Languages((DE, EN, DE))
    assert (languages.default, list(languages), len(languages)) == (DE, [DE, EN], 2)


def test_a_language_that_is_not_spoken_becomes_the_default() -> None:
    languages = Languages((DE, EN))
    assert [languages.spoken(language) for language in (EN, PT_BR)] == [EN, DE]
    assert (EN in languages, PT_BR in languages) == (True, False)


def test_no_service_is_without_a_language() -> None:
    with pytest.raises(ValueError, match="at least"):
        Languages(())


def test_the_language_of_the_messages_is_always_there_and_the_default() -> None:
    languages = with_source_language([PT_BR, DE])
    assert (list(languages), languages.default) == ([DE, EN, PT_BR], EN)


def test_languages_are_written_in_the_direction_that_the_common_locale_data_names() -> None:
    names = [name for name in locale_identifiers() if all(len(part) < LONGEST_PART for part in name.split("_"))]
    tags = {name: parse_language(name) for name in names}
    wrong = [tag for name, tag in tags.items() if is_right_to_left(tag) != (Locale.parse(name).text_direction == "rtl")]
    assert wrong == []
