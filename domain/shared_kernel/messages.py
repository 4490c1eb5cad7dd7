"""Messages that are translated later: a sentence in English and the values it speaks of."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import attrs

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NOTHING: Mapping[str, object] = MappingProxyType({})


@attrs.frozen
class Message:
    """``msgid`` names the catalogue entry and is its English text. ``plural`` and ``count`` are given together:
    the second form, and the parameter that chooses between the forms."""

    msgid: str
    plural: str | None = None
    count: str | None = None
    params: Mapping[str, object] = attrs.field(default=_NOTHING, eq=dict)

    def bind(self, params: Mapping[str, object]) -> "Message":
        return attrs.evolve(self, params={**self.params, **params})

    @property
    def number(self) -> int:
        """How many the message speaks of; 1 where it does not count."""
        counted = self.params.get(self.count) if self.count else 1
        return counted if isinstance(counted, int) else 1

    def fill(self, text: str) -> str:
        """``text``, a translation of this message, with the values in place. Only plain names are looked up."""
        return _PLACEHOLDER.sub(lambda found: str(self.params.get(found[1], found[0])), text)

    def __str__(self) -> str:
        return self.fill(self.plural if self.plural and self.number != 1 else self.msgid)


def lazy_gettext(msgid: str) -> Message:
    return Message(msgid)


def lazy_ngettext(msgid: str, plural: str, count: str) -> Message:
    return Message(msgid, plural, count)
