"""The secret that every key is derived from: configured, or generated at the first start and kept beside the
database."""

import os
import secrets
import tempfile
from pathlib import Path

from adapters.private_files import is_open_to_others
from bootstrap.settings.load import KEY_REQUIRED
from bootstrap.settings.settings import Settings
from bootstrap.settings.wrong_settings import SettingFault, WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _

FILE_NAME = "cortex.secret"
RANDOM_BYTES = 48
OPEN_TO_OTHERS = _("{path} can be read or changed by others than its owner and group: chmod 600 {path}")
DAMAGED = _("{path} is damaged: put its backup there, or remove it, which ends every session")


def secret_key(settings: Settings) -> str:
    """Returns the secret of ``CORTEX_SECRET_KEY``, else of the file beside an SQLite database, else, for storages in
    memory, a new one. Raises ``WrongSettings`` if the file is damaged or open to others, or if PostgreSQL is used
    without a configured secret."""
    if settings.keys.secret:
        return settings.keys.secret
    if settings.storage.database.is_shared:
        raise WrongSettings((KEY_REQUIRED,))
    file = settings.storage.database.file
    return _stored_secret(secret_file(file)) if file else secrets.token_urlsafe(RANDOM_BYTES)


def secret_file(database: Path) -> Path:
    """Returns the path of a generated secret, in the folder of the SQLite file."""
    return database.absolute().parent / FILE_NAME


def _stored_secret(path: Path) -> str:
    if not path.exists():
        _create(path)
    if is_open_to_others(path):
        raise WrongSettings((SettingFault(OPEN_TO_OTHERS.bind({"path": str(path)})),))
    secret = path.read_text("utf-8").strip()
    if len(secret) < RANDOM_BYTES:
        raise WrongSettings((SettingFault(DAMAGED.bind({"path": str(path)})),))
    return secret


def _create(path: Path) -> None:
    """Creates the file as a whole; of several processes that start at once one succeeds."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{FILE_NAME}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(RANDOM_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        Path(draft).unlink()
