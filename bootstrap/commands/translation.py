"""The translation of what commands say."""

from collections.abc import Mapping
from functools import cache

from adapters.translator.babel import BabelTranslator
from application.ports.translator import Translator
from domain.shared_kernel.language import Language, Languages
from domain.shared_kernel.messages import Message
from entrypoints.cli.language import Translate, operator_language
from locales import languages_of_catalogues


def translation(environment: Mapping[str, str]) -> Translate:
    """Returns what translates into the language of the operator; a catalogue is loaded with the first sentence."""
    language = operator_language(environment, languages_of_catalogues())

    def translate(message: Message) -> str:
        return _translator(language).gettext(message, language)

    return translate


@cache
def _translator(language: Language) -> Translator:
    return BabelTranslator(languages=Languages((language,)))
