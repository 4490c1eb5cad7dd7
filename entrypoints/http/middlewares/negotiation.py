"""Chooses the language of an answer by ``Accept-Language`` (RFC 9110, 12.5.4), with the lookup of RFC 4647, 3.4."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from domain.shared_kernel.language import Language, Languages

MAX_HEADER_CHARS = 1000
MAX_CACHED_CHARS = 128
_RANGE = re.compile(r"(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.I)


class Negotiation:
    """Chooses among the languages of the service. Malformed parts of a header are ignored, and headers of more than
    ``MAX_HEADER_CHARS``."""

    def __init__(self, languages: Languages) -> None:
        self.languages = languages
        self._by_range = _by_range(languages)
        self._cached = lru_cache(maxsize=512)(self._chosen)  # short headers, as browsers send them: 64 KiB in all

    def __call__(self, header: str) -> Language | None:
        """Returns the best language that the header accepts, or ``None`` if it accepts none or names none."""
        if not header or len(header) > MAX_HEADER_CHARS:
            return None
        return self._cached(header) if len(header) <= MAX_CACHED_CHARS else self._chosen(header)

    @property
    def cached(self) -> int:
        """The number of headers whose language is remembered."""
        return self._cached.cache_info().currsize

    def _chosen(self, header: str) -> Language | None:
        return _negotiated(header, self._by_range, self.languages)


def _by_range(languages: Languages) -> Mapping[str, Language]:
    """Returns the language for each range that leads to one: its own tag and, for who asks for ``pt`` where only
    ``pt-BR`` is spoken, what its tag begins with."""
    found: dict[str, Language] = {tag.lower(): tag for tag in languages}
    for tag in languages:
        parts = tag.lower().split("-")
        for length in range(len(parts) - 1, 0, -1):
            found.setdefault("-".join(parts[:length]), tag)
    return found


def _negotiated(header: str, by_range: Mapping[str, Language], languages: Languages) -> Language | None:
    weights = dict(_ranges(header))
    refused = {tag for tag, weight in weights.items() if weight == 0}
    for wanted, weight in sorted(weights.items(), key=lambda item: -item[1]):
        if weight == 0:
            break
        if wanted == "*":
            return _any_but(refused, languages)
        language = _lookup(wanted, by_range)
        if language and language.lower() not in refused:
            return language
    return None


def _lookup(wanted: str, by_range: Mapping[str, Language]) -> Language | None:
    """Returns the language for a range, which is shortened from its end until one is found (RFC 4647, 3.4)."""
    while wanted:
        if language := by_range.get(wanted):
            return language
        wanted = wanted.rpartition("-")[0]
    return None


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for item in header.split(","):
        found = _RANGE.fullmatch(item.strip())
        if found:
            yield found[1].lower(), float(found[2] or 1)


def _any_but(refused: set[str], languages: Languages) -> Language | None:
    """Returns the language for ``*``: the default one. If that is refused by name, the first that is not."""
    if languages.default.lower() not in refused:
        return None
    return next((language for language in languages if language.lower() not in refused), None)
