"""Chooses the language of an answer by ``Accept-Language`` (RFC 9110, 12.5.4), with the lookup of RFC 4647, 3.4."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language

MAX_HEADER_CHARS = 1000
MAX_CACHED_CHARS = 128
_RANGE = re.compile(r"(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.I)
_LANGUAGES = {language.value: language for language in Language}


def negotiate(header: str) -> Language | None:
    """Returns the best supported language that the header accepts, or ``None`` if it accepts none or names none.
    Malformed parts are ignored, and headers of more than ``MAX_HEADER_CHARS``."""
    if not header or len(header) > MAX_HEADER_CHARS:
        return None
    return _cached(header) if len(header) <= MAX_CACHED_CHARS else _negotiated(header)


@lru_cache(maxsize=512)
def _cached(header: str) -> Language | None:
    """Caches short headers only, as browsers send them: 64 KiB in all."""
    return _negotiated(header)


def _negotiated(header: str) -> Language | None:
    weights = dict(_ranges(header))
    refused = {tag for tag, weight in weights.items() if weight == 0}
    for tag, weight in sorted(weights.items(), key=lambda item: -item[1]):
        if weight == 0:
            break
        if tag == "*":
            return _any_but(refused)
        language = _LANGUAGES.get(tag.partition("-")[0])
        if language and language not in refused:
            return language
    return None


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for item in header.split(","):
        found = _RANGE.fullmatch(item.strip())
        if found:
            yield found[1].lower(), float(found[2] or 1)


def _any_but(refused: set[str]) -> Language | None:
    """Returns the language for ``*``: the default one. If that is refused by name, the first that is not."""
    if DEFAULT_LANGUAGE not in refused:
        return None
    return next((language for language in Language if language not in refused), None)
