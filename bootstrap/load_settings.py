"""Reads the settings, and says in one line each what is wrong with them. The only reader of the environment."""

import difflib
import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import typed_settings as ts
from typed_settings.converters import TSConverter
from typed_settings.exceptions import ConfigFileLoadError, InvalidOptionsError, InvalidSettingsError
from typed_settings.loaders import Loader

from adapters.private_files import is_open_to_others
from bootstrap.setting_rules import describe
from bootstrap.settings import Settings

PREFIX = "CORTEX_"
FILE_VARIABLE = "CORTEX_CONFIG"
DEFAULT_FILE = "cortex.toml"
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
LIKE_A_TYPO = 0.85
UNSHARED = (
    "CORTEX_SECRET_KEY is missing: it must be the same on every machine that shares a PostgreSQL database, "
    "for example CORTEX_SECRET_KEY=$(openssl rand -base64 48)"
)
UNSENT = (
    "CORTEX_MAIL_FROM is missing: people reach the service by a number, which mails cannot be from, "
    "for example CORTEX_MAIL_FROM=accounts@example.org"
)


@attrs.define(eq=False)
class WrongSettings(Exception):
    """Each line names a setting, what is wrong with it, and an example."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)


def load_settings() -> Settings:
    """Raises ``WrongSettings``."""
    loaders: list[Loader] = [ts.FileLoader({"*": ts.TomlFormat(None)}, [_file()]), ts.EnvLoader(PREFIX)]
    try:
        settings = ts.load_settings(Settings, loaders, converter=_converter())
    except InvalidSettingsError as wrong:
        raise WrongSettings(tuple(_unreadable(wrong))) from None
    except InvalidOptionsError as wrong:
        raise WrongSettings((f"{wrong}: these are no settings; for the names see the README",)) from None
    except (ConfigFileLoadError, OSError, UnicodeDecodeError) as wrong:
        raise WrongSettings((f"The file of settings {_file()} cannot be read: {wrong}",)) from None
    if lines := (*_misspelt(), *_out_of_range(settings), *_missing(settings), *_open_to_others(settings)):
        raise WrongSettings(lines)
    return settings


def unread_variables() -> list[str]:
    """Those of the environment that are named like a setting and are none."""
    return sorted(name for name in set(os.environ) - set(_known()) if name.startswith(PREFIX))


def _file() -> Path:
    given = os.environ.get(FILE_VARIABLE)
    if given and not Path(given).is_file():
        raise WrongSettings((f"{FILE_VARIABLE} is {given!r}: there is no such file",))
    return Path(given or DEFAULT_FILE)


class _Unreadable:
    """Stands for a value of another type than its setting, so that what is wrong with the others is told too."""


Convert = Callable[[Any, type], Any]


def _converter() -> TSConverter:
    converter = TSConverter(strlist_sep=lambda text: [part.strip() for part in text.split(",") if part.strip()])
    converter.scalar_converters[timedelta] = _duration
    for kind in (bool, int, timedelta):
        converter.scalar_converters[kind] = _forgiving(converter.scalar_converters[kind])
    return converter


def _forgiving(convert: Convert) -> Convert:
    def converted(value: object, kind: type) -> object:
        try:
            return convert(value, kind)
        except (TypeError, ValueError):
            return _Unreadable()

    return converted


def _duration(value: object, _type: type) -> timedelta:
    """``90s``, ``15m``, ``24h`` or ``7d``."""
    if isinstance(value, timedelta):
        return value
    if read := re.fullmatch(r"(\d{1,9})([smhd])", str(value).strip()):
        return timedelta(**{UNITS[read[2]]: int(read[1])})
    raise ValueError(value)


def _unreadable(wrong: InvalidSettingsError) -> Iterator[str]:
    for error in wrong.exceptions:
        if named := re.search(r"for option '(\w+)'", str(error)):
            yield _line(named[1])


def _out_of_range(settings: Settings) -> Iterator[str]:
    for field in attrs.fields(Settings):
        if not _is_right(settings, field.name):
            yield _line(field.name)


def _is_right(settings: Settings, name: str) -> bool:
    value = getattr(settings, name)
    return not isinstance(value, _Unreadable) and describe(attrs.fields_dict(Settings)[name]).rule(value)


def _missing(settings: Settings) -> Iterator[str]:
    if settings.needs_secret and not settings.secret_key:
        yield UNSHARED
    if all(_is_right(settings, name) for name in ("host", "public_url")) and settings.needs_sender:
        yield UNSENT


def _open_to_others(settings: Settings) -> Iterator[str]:
    """A secret in the file of settings is no more to be read by everybody than one that is kept by itself."""
    path = _file()
    is_there = settings.secret_key and PREFIX + "SECRET_KEY" not in os.environ
    if is_there and is_open_to_others(path):
        yield f"{path} holds CORTEX_SECRET_KEY and is open to others than its owner and group: chmod 600 {path}"


def _misspelt() -> Iterator[str]:
    """Variables that nothing reads but that look like one that is read: a typo must not go unnoticed."""
    for name in unread_variables():
        if close := difflib.get_close_matches(name, _known(), 1, LIKE_A_TYPO):
            yield f"{name} is no setting: did you mean {close[0]}?"


def _known() -> list[str]:
    return [PREFIX + field.name.upper() for field in attrs.fields(Settings)] + [FILE_VARIABLE]


def _line(name: str) -> str:
    description = describe(attrs.fields_dict(Settings)[name])
    variable = PREFIX + name.upper()
    given = os.environ.get(variable)
    shown = "not right" if description.secret or given is None else description.shown(given)
    return f"{variable} is {shown}: it must {description.must}, for example {variable}={description.example}"
