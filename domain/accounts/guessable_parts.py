"""What of a password is no secret: what anybody would try first, whatever else stands around it."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import Final

MIN_SEQUENCE: Final = 3
"""Characters: ``abc``, ``987``, ``aaa``."""
MIN_WALK: Final = 4
"""Characters: ``asdf``, ``1qaz``. Shorter walks stand in many words: ``were``, ``tree``."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SIGNS: Final = re.compile(r"[\W_]+")
_AT_THE_ENDS: Final = "0123456789!?.*#$@+-_ "
_LETTERS_OF_SIGNS: Final = str.maketrans("@431!05$7", "aaeiiosst")
_KEYBOARDS: Final = (
    ("!@#$%^&*()_+", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-"),
    ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:"),
    ("1234567890", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("1234567890", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرلاىةوزظ"),
)
"""Their rows, each a little to the right of the one above."""


def as_looked_at(password: str) -> str:
    """The password as it looks to people: without characters that cannot be seen, and with wide, raised and other forms
    of a character as that character."""
    seen = "".join(character for character in password if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", seen)


def with_letters(part: str) -> str:
    """With the letters that digits and signs are written for: ``c0rt3x``."""
    return part.translate(_LETTERS_OF_SIGNS)


def own_part(password: str, words: Iterable[str]) -> str:
    """What is left of a casefolded ``password`` without ``words``, years, sequences of neighbours in the alphabet or on
    a keyboard, and repetitions."""
    rest, before = password, ""
    by_length = sorted(words, key=len, reverse=True)
    while rest != before:
        before = rest
        for word in by_length:
            rest = rest.replace(word, "")
        rest = _without_runs(_YEAR.sub("", _once(rest)))
    return rest


def without_signs(part: str) -> str:
    return _SIGNS.sub("", part)


def base_words(part: str) -> Iterable[str]:
    """The words that people dress up with digits and signs at the ends, or in the place of letters."""
    for bare in (part, part.rstrip(_AT_THE_ENDS), part.strip(_AT_THE_ENDS)):
        yield bare
        yield with_letters(bare)


def _once(text: str) -> str:
    """Of a text that repeats a part of itself twice and more, that part."""
    borders, matched = [0] * len(text), 0
    for at in range(1, len(text)):
        while matched and text[at] != text[matched]:
            matched = borders[matched - 1]
        matched += text[at] == text[matched]
        borders[at] = matched
    period = len(text) - borders[-1] if text else 0
    return text[:period] if period * 2 <= len(text) else text


def _without_runs(text: str) -> str:
    """Without sequences and walks; two of them may have a character in common."""
    pairs = list(pairwise(text))
    sequences = _runs(map(_step, pairs), MIN_SEQUENCE)
    walks = _runs(map(_is_walk, pairs), MIN_WALK)
    covered = {at for run in (*sequences, *walks) for at in run}
    return "".join(character for at, character in enumerate(text) if at not in covered)


def _runs(links: Iterable[int | None], least: int) -> Iterable[range]:
    """Where at least so many characters are linked in the same way, each to the next one."""
    start = 0
    for link, linked in groupby(links):
        length = sum(1 for _ in linked)
        if link is not None and length + 1 >= least:
            yield range(start, start + length + 1)
        start += length


def _step(pair: tuple[str, str]) -> int | None:
    """From a character to its neighbour in the alphabet, or to itself."""
    step = ord(pair[1]) - ord(pair[0])
    return step if abs(step) <= 1 else None


def _is_walk(pair: tuple[str, str]) -> int | None:
    return 1 if pair in _NEIGHBOURS else None


def _neighbours() -> Iterable[tuple[str, str]]:
    for rows in _KEYBOARDS:
        for row in rows:
            yield from pairwise(row)
        for upper, lower in pairwise(rows):
            yield from zip(upper, lower, strict=False)
            yield from zip(upper[1:], lower, strict=False)


_NEIGHBOURS: Final = frozenset(pair for one in _neighbours() for pair in (one, one[::-1]))
