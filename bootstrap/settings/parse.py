"""Parses settings: the groups of the service, and those that domains declare."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from bootstrap.registry.wrong_value import WrongValue
from bootstrap.settings.declaration import SettingSpec, declarations
from bootstrap.settings.settings import Settings

Groups = Sequence[type[Any]]
"""Groups of settings: attrs classes whose fields are made by ``setting``."""


def service_groups() -> Iterator[tuple[str, type[Any]]]:
    """Yields the groups that every service has, with their names."""
    for field in attrs.fields(Settings):
        if field.type is not None and field.metadata.get("is_group", True):
            yield field.name, field.type


def known_settings(of_domains: Groups) -> Mapping[str, SettingSpec]:
    """Returns the declaration of every setting by its name. Raises ``ValueError`` if two settings have one name."""
    groups = [*(group for _name, group in service_groups()), *of_domains]
    known: dict[str, SettingSpec] = {}
    for _field, declaration in (declared for group in groups for declared in declarations(group)):
        if known.setdefault(declaration.name, declaration) is not declaration:
            raise ValueError(f"there are two settings called {declaration.variable}")
    return known


def parse_settings(given: Mapping[str, object], of_domains: Groups) -> tuple[Settings, Sequence[SettingSpec]]:
    """Returns the settings and the declarations of wrong ones, which are left at their defaults. Every value is parsed
    exactly once."""
    wrong: list[SettingSpec] = []
    groups = {name: group(**_values(group, given, wrong)) for name, group in service_groups()}
    parsed = {group: group(**_values(group, given, wrong)) for group in of_domains}
    changed = {group: values for group, values in parsed.items() if values != group()}
    return Settings(**groups, of_domains=changed), wrong


def _values(group: type[Any], given: Mapping[str, object], wrong: list[SettingSpec]) -> Mapping[str, object]:
    values = {}
    for name, declaration in declarations(group):
        if declaration.name in given:
            try:
                values[name] = declaration.read(given[declaration.name])
            except WrongValue as found:
                wrong.append(attrs.evolve(declaration, fault=found.fault))
            except (TypeError, ValueError, OverflowError):
                wrong.append(declaration)
    return values
