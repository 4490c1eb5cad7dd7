"""The sources of settings: the environment and a file. Nothing else reads the environment."""

import os
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bootstrap.settings.declaration import PREFIX
from bootstrap.settings.wrong_settings import WrongSettings

FILE_VARIABLE = "CORTEX_CONFIG"
DEFAULT_FILE = "cortex.toml"


def settings_file() -> Path:
    """Returns the path of the file of settings, which need not exist unless it was configured. Raises
    ``WrongSettings``."""
    given = os.environ.get(FILE_VARIABLE)
    if given and not Path(given).is_file():
        raise WrongSettings((f"{FILE_VARIABLE} is {given!r}: there is no such file",))
    return Path(given or DEFAULT_FILE)


def written_in_file(path: Path, known: Collection[str]) -> Mapping[str, object]:
    """Returns the values in a file, by the names of settings. Raises ``WrongSettings``."""
    try:
        content = tomllib.loads(path.resolve().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as wrong:
        raise WrongSettings((f"The file of settings {path} cannot be read: {wrong}",)) from None
    given = {name.replace("-", "_"): value for name, value in content.items()}
    if unknown := sorted(_names({name: value for name, value in given.items() if name not in known})):
        names = f"Invalid options found in {path.resolve()}: {', '.join(unknown)}"
        raise WrongSettings((f"{names}: these are no settings; docs/reference/settings.md names them",))
    return given


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
