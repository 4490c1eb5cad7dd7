"""Parses settings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from bootstrap.settings.declaration import SettingSpec, declarations
from bootstrap.settings.settings import Settings


def known_settings() -> Mapping[str, SettingSpec]:
    """Returns the declaration of every setting by its name."""
    found = (declaration for _field, group in _groups() for _name, declaration in declarations(group))
    return {declaration.name: declaration for declaration in found}


def parse_settings(given: Mapping[str, object]) -> tuple[Settings, Sequence[SettingSpec]]:
    """Returns the settings and the declarations of wrong ones, which are left at their defaults. Every value is parsed
    exactly once."""
    wrong: list[SettingSpec] = []
    groups = {field: group(**_values(group, given, wrong)) for field, group in _groups()}
    return Settings(**groups), wrong


def _groups() -> Iterator[tuple[str, type[Any]]]:
    for field in attrs.fields(Settings):
        if field.type is not None:
            yield field.name, field.type


def _values(group: type[Any], given: Mapping[str, object], wrong: list[SettingSpec]) -> Mapping[str, object]:
    values = {}
    for name, declaration in declarations(group):
        if declaration.name in given:
            try:
                values[name] = declaration.read(given[declaration.name])
            except (TypeError, ValueError):
                wrong.append(declaration)
    return values
