"""Languages, and the set of those that a service speaks."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NewType

import attrs

Language = NewType("Language", str)
"""A language by its BCP 47 tag, perhaps with a script and a region: ``de``, ``pt-BR``, ``zh-Hant``."""

SOURCE_LANGUAGE = Language("en")
"""The language that messages are written in where they are made."""
MAX_TAG_LENGTH: Final = 32
_TAG: Final = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_SCRIPT_LENGTH: Final = 4
_RIGHT_TO_LEFT_SCRIPTS: Final = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_RIGHT_TO_LEFT: Final = frozenset(
    "apc ar arc bal bgn ckb dv fa he ks lrc mzn nqo ps rhg sd sdh skr syr trw ug ur yi".split(),  # noqa: SIM905  # shorter so
)


def parse_language(text: str) -> Language:
    """Returns the tag in its usual form: ``pt_br`` is ``pt-BR``. Raises ``ValueError`` if it is none."""
    found = _TAG.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no tag of a language")
    language, script, region = found.groups(default="")
    return Language("-".join(filter(None, (language.lower(), script.title(), region.upper()))))


def is_right_to_left(language: Language) -> bool:
    """Returns true if the language is written from right to left."""
    name, _, rest = language.partition("-")
    script = rest[:_SCRIPT_LENGTH] if rest[:_SCRIPT_LENGTH].istitle() else ""
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else name in _RIGHT_TO_LEFT


def _without_duplicates(tags: Iterable[Language]) -> tuple[Language, ...]:
    found = tuple(dict.fromkeys(tags))
    if not found:
        raise ValueError("a service speaks one language at least")
    return found


@attrs.frozen
class Languages:
    """The languages that a service speaks, at least one. ``default`` is for those who ask for none; it is the first
    unless another is given."""

    tags: tuple[Language, ...] = attrs.field(converter=_without_duplicates)
    default: Language = attrs.field(default=attrs.Factory(lambda self: self.tags[0], takes_self=True))
    _all: frozenset[Language] = attrs.field(
        init=False, repr=False, eq=False, default=attrs.Factory(lambda self: frozenset(self.tags), takes_self=True)
    )

    def spoken(self, language: Language) -> Language:
        """Returns the language itself if it is spoken, else the default: an account may have one from before."""
        return language if language in self._all else self.default

    def __iter__(self) -> Iterator[Language]:
        return iter(self.tags)

    def __len__(self) -> int:
        return len(self.tags)

    def __contains__(self, language: object) -> bool:
        return language in self._all


def with_source_language(tags: Iterable[Language]) -> Languages:
    """Returns these languages and that of the messages, in alphabetical order; the latter is the default."""
    return Languages(tuple(sorted({SOURCE_LANGUAGE, *tags})), SOURCE_LANGUAGE)
