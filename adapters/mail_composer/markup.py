"""Messages in one language, for templates: what is put into them keeps its own direction and cannot be markup."""

from collections.abc import Callable

from markupsafe import Markup, escape

from application.ports.translator import Translator
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message

Say = Callable[..., str]
"""``_("Hello {name},", name=…)``, or a message that was made elsewhere."""

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"


def plain_words(translator: Translator, language: Language) -> Say:
    """With the isolates of Unicode (UAX #9)."""

    def say(said: str | Message, /, **values: object) -> str:
        message = _message(said)
        isolated = {name: f"{FIRST_STRONG_ISOLATE}{value}{POP_DIRECTIONAL_ISOLATE}" for name, value in values.items()}
        return message.bind(isolated).fill(translator.gettext(message, language))

    return say


def html_words(translator: Translator, language: Language) -> Say:
    """With the isolates of HTML."""

    def say(said: str | Message, /, **values: object) -> str:
        message = _message(said)
        isolated = {name: f"<bdi>{escape(value)}</bdi>" for name, value in values.items()}
        text = str(escape(translator.gettext(message, language)))
        return Markup(message.bind(isolated).fill(text))  # noqa: S704  # each of its parts was escaped

    return say


def _message(said: str | Message) -> Message:
    return said if isinstance(said, Message) else Message(said)
