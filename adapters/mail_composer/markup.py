"""Translation functions for templates. Values inserted into a message are written in its language, keep their own
direction and cannot be markup."""

from collections.abc import Callable

from markupsafe import Markup, escape

from adapters.translator.formats import shown
from application.ports.translator import Translator
from domain.shared_kernel.language import Language
from domain.shared_kernel.messages import Message

Gettext = Callable[..., str]
"""``_("Hello {name},", name=…)``, or a message that was made elsewhere."""

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"


def plain_gettext(translator: Translator, language: Language) -> Gettext:
    """Returns a function for plain text: values are enclosed in directional isolates (UAX #9)."""

    def gettext(message: str | Message, /, **values: object) -> str:
        message = Message.of(message)
        written = {name: shown(value, language) for name, value in values.items()}
        isolated = {name: f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" for name, text in written.items()}
        return message.bind(isolated).fill(translator.gettext(message, language))

    return gettext


def html_gettext(translator: Translator, language: Language) -> Gettext:
    """Returns a function for HTML: values are escaped and enclosed in ``<bdi>``."""

    def gettext(message: str | Message, /, **values: object) -> str:
        message = Message.of(message)
        isolated = {name: f"<bdi>{escape(shown(value, language))}</bdi>" for name, value in values.items()}
        text = str(escape(translator.gettext(message, language)))
        return Markup(message.bind(isolated).fill(text))  # noqa: S704  # each of its parts was escaped

    return gettext
