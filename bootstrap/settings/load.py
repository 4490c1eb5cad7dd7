"""Loads the settings, and describes each fault in a sentence."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from adapters.private_files import is_open_to_others
from bootstrap.settings.adapter_tables import ADAPTER_TABLES
from bootstrap.settings.database_url import names_postgresql
from bootstrap.settings.declaration import PREFIX, SettingSpec
from bootstrap.settings.parse import Groups, known_settings, parse_settings
from bootstrap.settings.readers import text
from bootstrap.settings.settings import Settings
from bootstrap.settings.sources import (
    FILE_VARIABLE,
    settings_file,
    unread_variables,
    written_in_environment,
    written_in_file,
)
from bootstrap.settings.wrong_settings import SettingFault, WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _

TYPO_SIMILARITY = 0.85
KEY_REQUIRED = SettingFault(
    _("CORTEX_SECRET_KEY is missing: it must be the same on every machine that shares a database"),
    "CORTEX_SECRET_KEY=$(openssl rand -base64 48)",
)
SENDER_REQUIRED = SettingFault(
    _("CORTEX_MAIL_FROM is missing: people reach the service by a number, which mails cannot be from"),
    "CORTEX_MAIL_FROM=accounts@example.org",
)
WRONG = _("{setting} is {value}: {fault}")
NOT_RIGHT = _("{setting} is not right: {fault}")
MUST = _("it must {must}")
MISSPELT = _("{name} is no setting: did you mean {setting}?")
OPEN_TO_OTHERS = _("{path} holds CORTEX_SECRET_KEY and is open to others than its owner and group: chmod 600 {path}")
_SENDER_FOLLOWS_FROM = {"host", "public_url", "mail_url", "mail_from"}


def load_settings(of_domains: Groups) -> Settings:
    """Reads the environment (``CORTEX_…``) and ``cortex.toml``; the environment wins. ``of_domains`` are groups beside
    those of the service. Raises ``WrongSettings``."""
    known, path = known_settings(of_domains), settings_file()
    variables = written_in_environment(known)
    given = {**written_in_file(path, known), **variables}
    settings, wrong = parse_settings(given, of_domains)
    names = {declaration.name for declaration in wrong}
    if faults := (
        *(SettingFault(fault) for table in ADAPTER_TABLES for fault in table.faults()),
        *_misspelt(known),
        *(fault_of(declaration, variables) for declaration in wrong),
        *_missing(given, settings, names),
        *_open_to_others(path, given, variables),
    ):
        raise WrongSettings(faults)
    return settings


def _missing(given: Mapping[str, object], settings: Settings, wrong: Collection[str]) -> Iterator[SettingFault]:
    is_shared = settings.storage.database.is_shared or names_postgresql(text(given.get("database_url", "")))
    if is_shared and not text(given.get("secret_key", "")):
        yield KEY_REQUIRED
    if settings.needs_sender and not _SENDER_FOLLOWS_FROM & set(wrong):
        yield SENDER_REQUIRED


def _open_to_others(path: Path, given: Mapping[str, object], variables: Mapping[str, str]) -> Iterator[SettingFault]:
    """A secret in the file of settings is protected like the file of a generated secret."""
    if text(given.get("secret_key", "")) and "secret_key" not in variables and is_open_to_others(path):
        yield SettingFault(OPEN_TO_OTHERS.bind({"path": str(path)}))


def _misspelt(known: Collection[str]) -> Iterator[SettingFault]:
    """Variables that are not read but resemble one that is, so that a typo does not go unnoticed."""
    names = [PREFIX + name.upper() for name in known] + [FILE_VARIABLE]
    for name in unread_variables(known):
        if close := difflib.get_close_matches(name, names, 1, TYPO_SIMILARITY):
            yield SettingFault(MISSPELT.bind({"name": name, "setting": close[0]}))


def fault_of(wrong: SettingSpec, variables: Mapping[str, str]) -> SettingFault:
    """Returns the fault of a setting, with its text in ``variables`` unless it is secret."""
    given = variables.get(wrong.name)
    values = {"setting": wrong.variable, "fault": wrong.fault or MUST.bind({"must": wrong.must})}
    if wrong.secret or given is None:
        sentence = NOT_RIGHT.bind(values)
    else:
        sentence = WRONG.bind({**values, "value": wrong.shown(given)})
    return SettingFault(sentence, f"{wrong.variable}={wrong.example}")
