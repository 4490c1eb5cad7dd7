"""All settings of the service, those that domains declare included."""

from collections.abc import Mapping, Sequence
from typing import Any

from bootstrap.domains.found import found_domains
from bootstrap.settings import load, parse
from bootstrap.settings.declaration import SettingSpec
from bootstrap.settings.settings import Settings


def setting_groups() -> Sequence[type[Any]]:
    """Returns every group of settings, those of domains last."""
    return [*(group for _name, group in parse.service_groups()), *_of_domains()]


def known_settings() -> Mapping[str, SettingSpec]:
    """Returns the declaration of every setting by its name."""
    return parse.known_settings(_of_domains())


def parse_settings(given: Mapping[str, object]) -> tuple[Settings, Sequence[SettingSpec]]:
    """Returns the settings and the declarations of wrong ones, which are left at their defaults."""
    return parse.parse_settings(given, _of_domains())


def load_settings() -> Settings:
    """Reads the environment and ``cortex.toml``. Raises ``WrongSettings``."""
    return load.load_settings(_of_domains())


def _of_domains() -> Sequence[type[Any]]:
    return [domain.settings for domain in found_domains() if domain.settings is not None]
