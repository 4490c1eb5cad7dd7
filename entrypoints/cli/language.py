"""The language that commands speak to the operator in. Help texts, refusals of the parser of the command line, log
lines and JSON are in English."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar

from domain.shared_kernel.language import SOURCE_LANGUAGE, Language, Languages, parse_language
from domain.shared_kernel.messages import Message, Sentence

Translate = Callable[[Message], str]
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first one that is set counts, as in Python's ``gettext``; ``LANGUAGE`` may name several, with colons between."""

_translate: ContextVar[Translate] = ContextVar("translate_for_operator", default=str)


def operator_language(environment: Mapping[str, str], languages: Languages) -> Language:
    """Returns the language of the operator, out of those that have a catalogue; else English."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    for locale in named.split(":"):
        try:
            wanted = parse_language(locale.partition(".")[0].partition("@")[0])
        except ValueError:  # C, POSIX
            continue
        for tag in (wanted, wanted.partition("-")[0]):
            if tag in languages:
                return Language(tag)
    return SOURCE_LANGUAGE


def speak(translate: Translate) -> None:
    """Lets the sentences of the command that runs be translated so."""
    _translate.set(translate)


def said(sentence: Sentence) -> str:
    """Returns a sentence in the language of the operator; a text as it is."""
    return sentence if isinstance(sentence, str) else _translate.get()(sentence)
