"""Which language to answer in: RFC 9110 ``Accept-Language``, matched by RFC 4647 lookup."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.shared_kernel.language import DEFAULT_LANGUAGE, Language

MAX_HEADER = 1000
USUAL_HEADER = 128
_RANGE = re.compile(r"(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.I)
_LANGUAGES = {language.value: language for language in Language}


def negotiate(header: str) -> Language | None:
    """The best language that is offered and accepted; ``None`` leaves the choice to the service. What cannot be read
    is passed over."""
    if not header or len(header) > MAX_HEADER:
        return None
    return _remembered(header) if len(header) <= USUAL_HEADER else _negotiated(header)


@lru_cache(maxsize=512)
def _remembered(header: str) -> Language | None:
    """Of what browsers send alone, which is short: 64 KiB in all."""
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
    """``*`` accepts the service's choice, unless that was refused by name."""
    if DEFAULT_LANGUAGE not in refused:
        return None
    return next((language for language in Language if language not in refused), None)
