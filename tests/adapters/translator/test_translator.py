import contextvars
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.translator.babel import BabelTranslator
from application.request_context import set_language
from domain.accounts.errors import EmailTaken
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message, lazy_gettext, lazy_ngettext
from domain.shared_kernel.text import TOO_LONG
from tests.support.languages import LANGUAGES

translator = BabelTranslator()


def in_language(language: Language, call: Callable[..., str], *arguments: object) -> str:
    """Calls as a request in this language would."""

    def request() -> str:
        set_language(language)
        return call(*arguments)

    return contextvars.copy_context().run(request)


def test_a_message_is_said_now_in_the_language_that_is_named() -> None:
    assert translator.gettext(NotFoundException.title, Language("de")) == "Nicht gefunden"


def test_a_message_made_early_is_said_later_in_the_language_of_the_request() -> None:
    message = NotFoundException().message

    answers = [in_language(language, translator.gettext, message) for language in (Language("fr"), Language("ru"))]

    assert answers == ["Ce que vous avez demandé n’existe pas", "Того, что вы запросили, не существует"]


def test_the_language_that_is_named_goes_before_that_of_the_request() -> None:
    assert in_language(Language("fr"), translator.gettext, NotFoundException.title, Language("it")) == "Non trovato"


def test_outside_a_request_english_is_spoken() -> None:
    assert contextvars.Context().run(translator.gettext, NotFoundException.title) == "Not found"


def test_values_are_put_in_their_place() -> None:
    message = EmailTaken(email="ada@example.org").message

    assert translator.gettext(message, Language("de")) == "Die E-Mail-Adresse ada@example.org ist bereits registriert"


@pytest.mark.parametrize(
    ("language", "limit", "said"),
    [
        (Language("en"), 1, "Use at most 1 character"),
        (Language("en"), 2, "Use at most 2 characters"),
        (Language("fr"), 0, "Veuillez utiliser au plus 0 caractère"),
        (Language("fr"), 2, "Veuillez utiliser au plus 2 caractères"),
        (Language("ru"), 21, "Используйте, пожалуйста, не более 21 символа"),
        (Language("ru"), 22, "Используйте, пожалуйста, не более 22 символов"),
        (Language("ru"), 11, "Используйте, пожалуйста, не более 11 символов"),
        (Language("ar"), 0, "يُرجى استخدام 0 حرف على الأكثر"),
        (Language("ar"), 1, "يُرجى استخدام حرف واحد (1) على الأكثر"),
        (Language("ar"), 2, "يُرجى استخدام حرفين (2) على الأكثر"),
        (Language("ar"), 8, "يُرجى استخدام 8 أحرف على الأكثر"),
        (Language("ar"), 11, "يُرجى استخدام 11 حرفًا على الأكثر"),
        (Language("ar"), 256, "يُرجى استخدام 256 حرفًا على الأكثر"),
        (Language("ar"), 100, "يُرجى استخدام 100 حرف على الأكثر"),
    ],
)
def test_the_number_chooses_the_plural_form(language: Language, limit: int, said: str) -> None:
    assert translator.gettext(TOO_LONG.bind({"limit": limit}), language) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_a_catalogue_lacks_is_said_in_english(language: Language) -> None:
    coins = lazy_ngettext("{n} coin of {owner}", "{n} coins of {owner}", "n")

    assert translator.gettext(lazy_gettext("Nobody translated this"), language) == "Nobody translated this"
    assert translator.gettext(coins.bind({"n": 1, "owner": "Ada"}), language) == "1 coin of Ada"
    assert translator.gettext(coins.bind({"n": 3, "owner": "Ada"}), language) == "3 coins of Ada"


def test_nothing_is_said_with_nothing() -> None:
    assert translator.gettext(Message(""), Language("ru")) == ""


class Trap:
    """A value that must not be looked into."""

    secret = "s3cret"

    def __str__(self) -> str:
        return "a value"

    def __format__(self, _spec: str) -> NoReturn:
        raise AssertionError("formatted")

    def __getitem__(self, _key: object) -> NoReturn:
        raise AssertionError("looked into")


@pytest.mark.parametrize(
    "text",
    [
        *("{email.__class__}", "{email.secret}", "{email[0]}", "{email!r}", "{email:>10}", "{email!r:x}", "{ email }"),
        *("{}", "{0}", "{other}", "{", "}", "{{}", "{{email.secret}}", "%(email)s", "$email", "{email.__init__}"),
    ],
)
def test_only_plain_names_are_filled(text: str) -> None:
    message = lazy_gettext(text).bind({"email": Trap()})

    assert translator.gettext(message, Language("de")) == text


def test_a_message_within_a_message_is_translated_too() -> None:
    message = lazy_gettext("{email}: {problem}").bind({"email": "Ada", "problem": NotFoundException.title})

    assert translator.gettext(message, Language("de")) == "Ada: Nicht gefunden"


@pytest.mark.parametrize(
    ("language", "limit", "said"),
    [
        ("en", 10_000, "Use at most 10,000 characters"),
        ("de", 10_000, "Bitte verwenden Sie höchstens 10.000 Zeichen"),
        ("fr", 10_000, "Veuillez utiliser au plus 10\u202f000 caractères"),
        ("xx", 10_000, "Use at most 10,000 characters"),
    ],
)
def test_a_number_in_a_message_is_written_as_its_reader_writes_it(language: str, limit: int, said: str) -> None:
    assert translator.gettext(TOO_LONG.bind({"limit": limit}), Language(language)) == said


def test_a_decimal_number_in_a_message_keeps_its_digits() -> None:
    message = lazy_gettext("{amount}").bind({"amount": Decimal("-9999.90")})

    assert translator.gettext(message, Language("de")) == "-9.999,90"


def test_text_in_a_message_stays_as_it_is() -> None:
    message = lazy_gettext("{port}").bind({"port": "8080"})

    assert translator.gettext(message, Language("de")) == "8080"


def test_a_value_that_looks_like_a_placeholder_stays_what_it_is() -> None:
    message = lazy_gettext("{email} and {other}").bind({"email": "{other}", "other": "{email.secret}"})

    assert translator.gettext(message) == "{other} and {email.secret}"


pieces = st.sampled_from(
    ["{", "}", "{email", "{email}", ".secret", "!r", ":d", "[0]", "%s", "%(email)s", "\\1", "\\g<0>"]
)


@given(text=st.lists(pieces | st.text(max_size=5), max_size=8).map("".join), language=st.sampled_from(LANGUAGES.tags))
@example(text="none", language=Language("ar"))
def test_filling_never_raises_and_never_evaluates(text: str, language: Language) -> None:
    message = lazy_gettext(text)
    said = translator.gettext(message.bind({"email": Trap()}), language)

    assert said == translator.gettext(message, language).replace("{email}", "a value")
    assert Trap.secret not in said


@given(
    number=st.integers() | st.booleans() | st.none() | st.floats() | st.text(), language=st.sampled_from(LANGUAGES.tags)
)
def test_counting_never_raises(number: float | str | None, language: Language) -> None:
    assert translator.gettext(TOO_LONG.bind({"limit": number}), language)
