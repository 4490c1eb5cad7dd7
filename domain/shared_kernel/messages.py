"""Messages that are translated later: an English sentence and its parameters."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NOTHING: Mapping[str, object] = MappingProxyType({})


@attrs.frozen
class Message:
    """A sentence to translate. ``msgid`` is its key in the catalogues and its English text. ``plural`` and ``count``
    are given together: the plural form, and the name of the parameter that selects the form."""

    msgid: str
    plural: str | None = None
    count: str | None = None
    params: Mapping[str, object] = attrs.field(default=_NOTHING, eq=dict)

    @classmethod
    def of(cls, text: "str | Message") -> "Message":
        """Returns a message as it is, or the one with this English text."""
        return text if isinstance(text, Message) else cls(text)

    def bind(self, params: Mapping[str, object]) -> "Message":
        """Returns the message with further parameters."""
        return attrs.evolve(self, params={**self.params, **params})

    @property
    def number(self) -> int:
        """The value that selects the plural form; 1 for a message without one."""
        counted = self.params.get(self.count) if self.count else 1
        return counted if isinstance(counted, int) else 1

    def fill(self, text: str, written: Callable[[object], str] = str) -> str:
        """Returns ``text``, a translation of this message, with the parameters filled in, each as ``written`` returns
        it. Only plain names are replaced."""
        return _PLACEHOLDER.sub(lambda found: written(self.params.get(found[1], found[0])), text)

    def __str__(self) -> str:
        return self.fill(self.plural if self.plural and self.number != 1 else self.msgid)


Sentence = Message | str
"""A sentence to translate, or a text that is shown as it is: of a server, of a setting or of an installed package."""


def lazy_gettext(msgid: str) -> Message:
    """Returns a message whose text is collected into the catalogues."""
    return Message(msgid)


def lazy_ngettext(msgid: str, plural: str, count: str) -> Message:
    """Returns a message with a singular and a plural form, selected by the parameter ``count``."""
    return Message(msgid, plural, count)
