"""Finds the parts of a password that an attacker would guess: words, years, sequences, keyboard walks and
repetitions."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import Final

MIN_SEQUENCE: Final = 3
"""Characters: ``abc``, ``987``, ``aaa``."""
MIN_WALK: Final = 4
"""Characters: ``asdf``, ``1qaz``. Shorter walks occur in many words: ``were``, ``tree``."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SIGNS: Final = re.compile(r"[\W_]+")
_DECORATIONS: Final = "0123456789!?.*#$@+-_ "
_LETTER_BY_SIGN: Final = str.maketrans("@431!05$7", "aaeiiosst")
_KEYBOARDS: Final = (
    ("!@#$%^&*()_+", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-"),
    ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:"),
    ("1234567890", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("1234567890", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرلاىةوزظ"),
)
"""The rows of keyboards, each a little to the right of the one above."""


def visible_form(password: str) -> str:
    """Returns the password as people see it: without invisible characters, and compatibility forms (wide, raised) as
    the plain character (NFKC)."""
    seen = "".join(character for character in password if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", seen)


def read_signs_as_letters(part: str) -> str:
    """Returns the text with digits and signs replaced by the letters that they stand for: ``c0rt3x`` becomes
    ``cortex``."""
    return part.translate(_LETTER_BY_SIGN)


def unguessable_part(password: str, words: Iterable[str]) -> str:
    """Returns the rest of a casefolded ``password`` without ``words``, years, sequences of neighbours in the alphabet
    or on a keyboard, and repetitions."""
    rest, before = password, ""
    by_length = sorted(words, key=len, reverse=True)
    while rest != before:
        before = rest
        for word in by_length:
            rest = rest.replace(word, "")
        rest = _without_runs(_YEAR.sub("", _once(rest)))
    return rest


def without_signs(part: str) -> str:
    """Returns the text without characters that are neither letters nor digits."""
    return _SIGNS.sub("", part)


def base_words(part: str) -> Iterable[str]:
    """Yields the text without digits and signs at its ends, each form also with signs read as letters."""
    for bare in (part, part.rstrip(_DECORATIONS), part.strip(_DECORATIONS)):
        yield bare
        yield read_signs_as_letters(bare)


def _once(text: str) -> str:
    """Returns the repeated part of a text that consists of at least two repetitions, else the text."""
    borders, matched = [0] * len(text), 0
    for at in range(1, len(text)):
        while matched and text[at] != text[matched]:
            matched = borders[matched - 1]
        matched += text[at] == text[matched]
        borders[at] = matched
    period = len(text) - borders[-1] if text else 0
    return text[:period] if period * 2 <= len(text) else text


def _without_runs(text: str) -> str:
    """Returns the text without sequences and walks; two of them may have a character in common."""
    pairs = list(pairwise(text))
    sequences = _runs(map(_step, pairs), MIN_SEQUENCE)
    walks = _runs(map(_is_walk, pairs), MIN_WALK)
    covered = {at for run in (*sequences, *walks) for at in run}
    return "".join(character for at, character in enumerate(text) if at not in covered)


def _runs(links: Iterable[int | None], least: int) -> Iterable[range]:
    """Yields the ranges of at least ``least`` characters that are all linked to the next one in the same way."""
    start = 0
    for link, linked in groupby(links):
        length = sum(1 for _ in linked)
        if link is not None and length + 1 >= least:
            yield range(start, start + length + 1)
        start += length


def _step(pair: tuple[str, str]) -> int | None:
    """Returns the distance to a neighbour in the alphabet, or 0 for the same character, else ``None``."""
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
