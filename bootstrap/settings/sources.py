"""The sources of settings: the environment and a file. Nothing else reads the environment."""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bootstrap.settings.declaration import PREFIX
from bootstrap.settings.wrong_settings import SettingFault, WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _

FILE_VARIABLE = "CORTEX_CONFIG"
DEFAULT_FILE = "cortex.toml"
NO_FILE = _("{setting} is {value}: there is no such file")
UNREADABLE = _("The file of settings {path} cannot be read: {error}")
NO_SETTINGS = _(
    "Invalid options found in {path}: {names}: these are no settings; docs/reference/settings.md names them"
)


def settings_file() -> Path:
    """Returns the path of the file of settings, which need not exist unless it was configured. Raises
    ``WrongSettings``."""
    given = os.environ.get(FILE_VARIABLE)
    if given and not _is_file(given):
        raise WrongSettings((SettingFault(NO_FILE.bind({"setting": FILE_VARIABLE, "value": repr(given)})),))
    return Path(given or DEFAULT_FILE)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:  # the name is too long, or a folder is closed
        return False


def written_in_file(path: Path, known: Collection[str]) -> Mapping[str, object]:
    """Returns the values in a file, by the names of settings. Raises ``WrongSettings``."""
    try:
        content = _read_toml(path.resolve())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as wrong:
        raise WrongSettings((SettingFault(UNREADABLE.bind({"path": str(path), "error": str(wrong)})),)) from None
    given = {name.replace("-", "_"): value for name, value in content.items()}
    if unknown := sorted(_names({name: value for name, value in given.items() if name not in known})):
        found = {"path": str(path.resolve()), "names": ", ".join(unknown)}
        raise WrongSettings((SettingFault(NO_SETTINGS.bind(found)),))
    return given


def _read_toml(path: Path) -> Mapping[str, object]:
    text = path.read_text("utf-8")
    import tomllib  # most services have no such file

    return tomllib.loads(text)


def written_in_environment(known: Collection[str]) -> Mapping[str, str]:
    """Returns the values in the environment, by the names of settings."""
    return {name: os.environ[PREFIX + name.upper()] for name in known if PREFIX + name.upper() in os.environ}


def unread_variables(known: Collection[str]) -> list[str]:
    """Returns environment variables with the prefix of settings that are none."""
    read = {PREFIX + name.upper() for name in known} | {FILE_VARIABLE}
    return sorted(name for name in set(os.environ) - read if name.startswith(PREFIX))


def _names(content: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    for name, value in content.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{name}.")
        else:
            yield prefix + name
