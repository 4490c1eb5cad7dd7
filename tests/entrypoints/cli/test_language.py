import pytest

from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message
from entrypoints.cli.language import operator_language, said, speak

LANGUAGES = Languages(tuple(map(Language, ("de", "en", "pt-BR"))))
CASES: dict[tuple[tuple[str, str], ...], str] = {
    (): "en",
    (("LANG", "de_AT.UTF-8"),): "de",
    (("LANG", "C.UTF-8"),): "en",
    (("LANG", "POSIX"),): "en",
    (("LANG", "pt_BR@euro"),): "pt-BR",
    (("LANG", "pt_PT"),): "en",
    (("LANG", "de"), ("LC_ALL", "en_GB.UTF-8")): "en",
    (("LANG", "en"), ("LC_MESSAGES", "de")): "de",
    (("LC_MESSAGES", "en"), ("LC_ALL", "de")): "de",
    (("LANGUAGE", "xx:de:en"), ("LC_ALL", "en")): "de",
    (("LANGUAGE", ""), ("LANG", "de")): "de",
    (("LANG", "../../etc"),): "en",
}


@pytest.mark.parametrize(("variables", "language"), CASES.items())
def test_the_language_of_the_operator_is_that_of_the_locale(
    variables: tuple[tuple[str, str], ...], language: str
) -> None:
    assert operator_language(dict(variables), LANGUAGES) == language


def test_a_sentence_is_translated_and_a_text_is_not() -> None:
    speak(lambda message: f"[{message}]")
    try:
        assert (said(Message("Done")), said("de")) == ("[Done]", "de")
    finally:
        speak(str)
