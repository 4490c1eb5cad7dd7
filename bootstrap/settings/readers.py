"""Parsers of settings. Each raises ``ValueError`` or ``TypeError`` for a wrong value."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

MIN_SECRET_BYTES = 32
MIN_DISTINCT_CHARACTERS = 10
PLACEHOLDERS = ("change", "secret", "placeholder", "example", "xxxx", "0000", "password")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SWITCHES = {"true": True, "t": True, "yes": True, "y": True, "on": True, "1": True} | {
    "false": False,
    "f": False,
    "no": False,
    "n": False,
    "off": False,
    "0": False,
}


def text(value: object) -> str:
    """Returns the value as text; a file of settings may hold numbers where the environment has text."""
    return value if isinstance(value, str) else str(value)


def listed(value: object) -> tuple[str, ...]:
    """Parses a list, or a text with commas."""
    if isinstance(value, list | tuple):
        return tuple(text(each) for each in value)
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    raise TypeError(value)


def boolean(value: object) -> bool:
    """Parses ``true`` or ``false`` and their usual synonyms, in any case."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | str) and (found := _SWITCHES.get(str(value).lower())) is not None:
        return found
    raise ValueError(value)


def whole_number(least: int, most: int | None = None) -> Callable[[str | float], int]:
    """Returns a parser of whole numbers from ``least`` to ``most``."""

    def read(value: str | float) -> int:
        number = int(value)
        if number < least or (most is not None and number > most):
            raise ValueError(value)
        return number

    return read


def duration(least: timedelta, most: timedelta) -> Callable[[object], timedelta]:
    """Returns a parser of ``90s``, ``15m``, ``24h`` or ``7d``, from ``least`` to ``most``."""

    def read(value: object) -> timedelta:
        found = value if isinstance(value, timedelta) else time_span(text(value))
        if not least <= found <= most:
            raise ValueError(value)
        return found

    return read


def days(most: int) -> Callable[[object], timedelta | None]:
    """Returns a parser of ``400d`` or ``400``, up to ``most`` days; 0 means without end."""

    def read(value: object) -> timedelta | None:
        count = int(text(value).strip().removesuffix("d"))
        if not 0 <= count <= most:
            raise ValueError(value)
        return timedelta(days=count) if count else None

    return read


def one_of(*words: str) -> Callable[[object], str]:
    """Returns a parser that accepts these words."""

    def read(value: object) -> str:
        if text(value) not in words:
            raise ValueError(value)
        return text(value)

    return read


def on_or_off(value: object) -> bool:
    """Returns true for ``on`` and false for ``off``."""
    return one_of("on", "off")(value) == "on"


def secret(value: object) -> str:
    """Accept at least 32 bytes that are neither a placeholder nor made of few characters; empty means that one is
    generated."""
    given = text(value)
    is_long = len(given.encode()) >= MIN_SECRET_BYTES
    is_varied = len(set(given)) >= MIN_DISTINCT_CHARACTERS
    if given and not (is_long and is_varied and not any(word in given.lower() for word in PLACEHOLDERS)):
        raise ValueError("too weak")
    return given


def secrets(value: object) -> tuple[str, ...]:
    """Parses secrets, with a comma between several."""
    return tuple(secret(each) for each in listed(value))


def file(value: object) -> Path | None:
    """Parses the path of a file, which may not exist yet, in a folder that does; an empty text means none."""
    given = text(value)
    if given and ("\0" in given or not _is_folder(Path(given).absolute().parent) or _is_folder(Path(given))):
        raise ValueError(value)
    return Path(given) if given else None


def _is_folder(path: Path) -> bool:
    """Returns false for what cannot be looked at, too: whoever opens it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def time_span(written: str) -> timedelta:
    """Parses ``90s``, ``15m``, ``24h`` or ``7d``."""
    found = re.fullmatch(r"(\d{1,9})([smhd])", written.strip())
    if found is None:
        raise ValueError(written)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
